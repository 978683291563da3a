// The service worker, served from /sw.js: shows kept pages where there is no line. It answers for pages that are
// opened and for built files, and for nothing else: no event stream, no form and no call ever passes through it. What
// waits to be sent is the pages' own matter (waiting.ts), since not all browsers wake a worker for it.

import { builtFile, isKept, keepPage, keptPage } from "./kept";
import type { ServiceWorkerScope, WorkerFetch } from "./service-worker";

// A line that brings nothing for so long is as good as none, if there is a copy.
const PATIENCE_MS = 6000;

const worker = globalThis as unknown as ServiceWorkerScope;

worker.addEventListener("install", (event) => event.waitUntil(worker.skipWaiting()));
worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (pathname.startsWith("/built/")) event.respondWith(builtFile(request));
  else if (request.mode === "navigate" && isKept(pathname)) event.respondWith(page(event));
});

async function page(event: WorkerFetch): Promise<Response> {
  const { request } = event;
  const coming = fetch(request);
  event.waitUntil(coming.then((response) => store(request.url, response.clone())).catch(() => undefined));
  const copy = await keptPage(request.url);
  if (!copy) return coming;
  // A proxy answers 502 to 504 in the name of a server that is away.
  const shown = coming.then((response) => (response.status > 501 ? copy : response)).catch(() => copy);
  const late = new Promise<Response>((resolve) => setTimeout(() => resolve(copy), PATIENCE_MS));
  return Promise.race([shown, late]);
}

async function store(url: string, response: Response): Promise<void> {
  if (response.type === "basic") await keepPage(url, response, await response.text());
}
