// Bundles the scripts and styles into built/, under names that carry a hash of their content, so that a browser
// may keep each file for good. manifest.json says which plain name stands for which file; Jinja reads it.
// Nothing comes from another host. fonts/ holds what paper is printed with, one regular cut for each script: no page
// loads them.

import { copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const built = join(here, "built");

const { outputFiles, metafile } = await build({
  absWorkingDir: here,
  entryPoints: [
    { in: "scripts/main.ts", out: "main" },
    { in: "scripts/docs.ts", out: "docs" },
    { in: "scripts/sw.ts", out: "sw" },
    { in: "styles/main.css", out: "main" },
    { in: "styles/signup.css", out: "signup" },
    { in: "styles/friends.css", out: "friends" },
    { in: "styles/docs.css", out: "docs" },
    { in: "styles/later.css", out: "later" },
    { in: "styles/sheet.css", out: "sheet" },
    { in: "icons/icon.svg", out: "icon" },
    ...[180, 192, 512].map((size) => ({ in: `icons/icon-${size}.png`, out: `icon-${size}` })),
  ],
  outdir: "built",
  entryNames: "[name]-[hash]",
  bundle: true,
  loader: { ".png": "copy", ".svg": "copy" },
  minify: true,
  format: "esm",
  target: ["es2022", "chrome111", "firefox115", "safari16.4"],
  charset: "utf8",
  logLevel: "warning",
  metafile: true,
  write: false,
});

const manifest = {};
for (const [path, output] of Object.entries(metafile.outputs)) {
  if (output.entryPoint) {
    const file = basename(path);
    manifest[file.replace(/-[^-.]+(?=\.(js|css|svg|png)$)/, "")] = file;
  }
}

// A server may be reading while this writes: the new files first, then the manifest in one step, the old ones last.
await mkdir(built, { recursive: true });
await Promise.all(outputFiles.map(({ path, contents }) => replace(path, contents)));
const sorted = Object.fromEntries(Object.entries(manifest).sort());
await replace(join(built, "manifest.json"), `${JSON.stringify(sorted, null, 2)}\n`);

await copyFonts();

const wanted = new Set(["fonts", "manifest.json", ...outputFiles.map(({ path }) => basename(path))]);
for (const name of await readdir(built)) {
  if (!wanted.has(name)) {
    await rm(join(built, name), { recursive: true });
  }
}

async function copyFonts() {
  const { devDependencies } = JSON.parse(await readFile(join(here, "package.json"), "utf8"));
  const fonts = join(built, "fonts");
  await mkdir(fonts, { recursive: true });
  const cut = /(_400Regular|-Regular)\.(ttf|otf)$/;
  for (const name of Object.keys(devDependencies).filter((each) => each.includes("fonts"))) {
    const from = join(here, "node_modules", name);
    const found = (await readdir(from, { recursive: true })).filter((each) => cut.test(each));
    if (found.length !== 1) throw new Error(`${name} has ${found.length} regular cuts: ${found}`);
    await copyFile(join(from, found[0]), join(fonts, basename(found[0])));
  }
}

async function replace(path, contents) {
  const unfinished = `${path}.new`;
  await writeFile(unfinished, contents);
  await rename(unfinished, path);
}
