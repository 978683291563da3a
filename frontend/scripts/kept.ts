// Keeps pages that were visited on this device, and what they are made of, for when there is no line. The service
// worker (sw.ts) shows them; both it and the pages put in what has come. Only where browsers allow it: nothing is said
// elsewhere.

import { DONE } from "./address";

const PAGES = "pages";
const BUILT = "built";
const MAX_PAGES = 30;
const MAX_BUILT = 16;

// What an address says besides: how a page is shown just now, what is proven once, and that no cookie is kept here.
const PASSING = [...DONE, "stay", "k", "keep"];

// What only says what was just done: a page that is opened later did nothing.
const SAID = /(<div id="status"[^>]*>)[^<]*|<form id="undo"[\s\S]*?<\/form>/g;

const HELD = /^\/[shatm]\/[^/]+/;

// The state of its move that a page shows, in the page and beside its copy.
const VERSION = /<body[^>]* data-version="(\d+)"/;
const KEPT_VERSION = "Kept-Version";

// Returns whether pages at this address are kept: those of links and moves, not what is downloaded or listened to.
export function isKept(path: string): boolean {
  // A link has a point in it, too.
  return HELD.test(path) && !/(\.(ics|pdf|png|webmanifest)|\/live)$/.test(path);
}

// Keeps a page that has come, unless the copy is of a newer state: answers overtake each other on a slow line. One page at
// a time, whichever tab or worker it came to.
export async function keepPage(url: string, response: Response, html: string): Promise<void> {
  const at = new URL(url);
  if (!("caches" in globalThis) || !isKept(at.pathname)) return;
  await navigator.locks.request(PAGES, async () => {
    const pages = await caches.open(PAGES);
    if (response.status === 404) await pages.delete(at.pathname, { ignoreSearch: true, ignoreVary: true });
    if (!response.ok) return;
    const address = addressOf(at);
    const version = VERSION.exec(html)?.[1];
    const copy = await pages.match(address, { ignoreVary: true });
    // A page that says no version is always the newest: such as a note.
    if (version && Number(copy?.headers.get(KEPT_VERSION) ?? 0) > Number(version)) return;
    const headers = new Headers(response.headers);
    for (const name of ["Content-Encoding", "Content-Length", "Content-Location"]) headers.delete(name);
    headers.set(KEPT_VERSION, version ?? "0");
    await put(pages, address, new Response(html.replace(SAID, "$1"), { headers }), MAX_PAGES);
  });
}

// Returns the kept copy of a page; of one that was asked for with another filter, where there is none with this.
export async function keptPage(url: string): Promise<Response | undefined> {
  const pages = await caches.open(PAGES);
  const at = new URL(url);
  const same = await pages.match(addressOf(at), { ignoreVary: true });
  return same ?? pages.match(at.pathname, { ignoreSearch: true, ignoreVary: true });
}

// Returns a built file. Its name carries a hash of its content, so the copy is as good as the file.
export async function builtFile(request: Request): Promise<Response> {
  const built = await caches.open(BUILT);
  const copy = await built.match(request, { ignoreVary: true });
  if (copy) return copy;
  const response = await fetch(request);
  if (response.ok) await put(built, request.url, response.clone(), MAX_BUILT);
  return response;
}

export async function forgetPages(): Promise<void> {
  if ("caches" in globalThis) await caches.delete(PAGES);
}

function addressOf(url: URL): string {
  const query = new URLSearchParams(url.search);
  for (const name of PASSING) query.delete(name);
  return query.size ? `${url.pathname}?${query}` : url.pathname;
}

// The oldest go where there are too many: what was put in again counts as new.
async function put(cache: Cache, address: string, response: Response, most: number): Promise<void> {
  await cache.delete(address, { ignoreVary: true });
  await cache.put(address, response);
  const all = await cache.keys();
  await Promise.all(all.slice(0, -most).map((old) => cache.delete(old, { ignoreVary: true })));
}
