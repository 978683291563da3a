// Bundles the scripts and styles into built/, under names that carry a hash of their content, so that a browser
// may keep each file for good. manifest.json says which plain name stands for which file; Jinja reads it.
// Nothing is copied as it is, and nothing comes from another host.

import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
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
    { in: "styles/main.css", out: "main" },
    { in: "swagger-ui-dist/swagger-ui.css", out: "docs" },
  ],
  outdir: "built",
  entryNames: "[name]-[hash]",
  bundle: true,
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
    manifest[file.replace(/-[^-.]+(?=\.(js|css)$)/, "")] = file;
  }
}

// A server may be reading while this writes: the new files first, then the manifest in one step, the old ones last.
await mkdir(built, { recursive: true });
await Promise.all(outputFiles.map(({ path, contents }) => replace(path, contents)));
const sorted = Object.fromEntries(Object.entries(manifest).sort());
await replace(join(built, "manifest.json"), `${JSON.stringify(sorted, null, 2)}\n`);

const wanted = new Set(["manifest.json", ...outputFiles.map(({ path }) => basename(path))]);
for (const name of await readdir(built)) {
  if (!wanted.has(name)) {
    await rm(join(built, name), { recursive: true });
  }
}

async function replace(path, contents) {
  const unfinished = `${path}.new`;
  await writeFile(unfinished, contents);
  await rename(unfinished, path);
}
