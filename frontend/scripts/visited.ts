// Has the service worker keep what is visited: once the page is there, so that nothing on the first view waits for it.

import { builtFile, forgetPages, isKept, keepPage, keptPage } from "./kept";
import { forgetDrafts } from "./notes";
import { forgetWaiting } from "./waiting";

// On plain http there is none, and in some private windows: then nothing is kept, and nothing is said.
export function keepVisited(): void {
  const workers: ServiceWorkerContainer | undefined = navigator.serviceWorker;
  if (!workers) return;
  window.addEventListener("load", () => {
    // One may go on to the next page, or lose the line, before this one is kept: then it comes by itself the next time.
    const keep = () => void keepThis().catch(() => undefined);
    if (!workers.controller) workers.addEventListener("controllerchange", keep, { once: true });
    workers.register("/sw.js").catch(() => undefined);
  });
}

// The first page came before anybody could keep it; the browser has it still, mostly, and asks nobody for it.
async function keepThis(): Promise<void> {
  if (isKept(location.pathname) && !(await keptPage(location.href))) {
    const response = await fetch(location.href, { cache: "force-cache" });
    await keepPage(response.url, response, await response.text());
  }
  const parts = document.querySelectorAll<HTMLScriptElement | HTMLLinkElement>("script[src], link[rel=stylesheet]");
  for (const part of parts) {
    await builtFile(new Request("src" in part ? part.src : part.href, { cache: "force-cache" }));
  }
}

// Somebody leaves this device: what the next one could see of them goes.
export async function forgetDevice(): Promise<void> {
  forgetDrafts();
  await Promise.all([forgetPages(), forgetWaiting()]);
}
