// Keeps an open page up to date: it hears that its move changed, and fetches itself again:
// <body data-live="/s/.../live" data-version="7">. A page in the background closes its stream, since browsers allow only
// a few for all tabs together; it catches up when it is looked at again. The same after a lost connection or a restart
// of the server.

import { address } from "./address";
import { isDragging } from "./drag";
import { formsAnswered, isSending } from "./forms";
import { keepPage } from "./kept";
import { type Answer, ask } from "./line";
import { isSamePage, morph, parse, version, wouldLose } from "./morph";
import { announce, isComplaining, retract, statusText } from "./status";
import { flush } from "./waiting";

const LOST_AFTER_MS = 3000;
const AGAIN_MS = 100;
const RETRY_MS = [1000, 2000, 4000, 8000, 15_000];

let source: EventSource | undefined;
let newest = 0;
let failures = 0;
let lost = false;
let lostTimer: number | undefined;
let retryTimer: number | undefined;
let fetching = false;
// The link no longer opens, or another page stands here now.
let stopped = false;

export function startLiveUpdates(): void {
  if (!document.body.dataset.live) return;
  document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
  window.addEventListener("pagehide", close);
  window.addEventListener("pageshow", ({ persisted }) => {
    if (persisted) open();
  });
  window.addEventListener("online", () => {
    close();
    open();
  });
  open();
}

function open(): void {
  if (source || stopped || document.hidden) return;
  window.clearTimeout(retryTimer);
  const opened = new EventSource(`${document.body.dataset.live}?version=${version()}`);
  source = opened;
  opened.addEventListener("open", connectionFound);
  opened.addEventListener("message", ({ data }) => {
    newest = Math.max(newest, Number(data));
    refreshIfStale();
  });
  opened.addEventListener("error", () => {
    lostTimer ??= window.setTimeout(connectionLost, LOST_AFTER_MS);
    // A browser gives up on a stream that is refused; this does not.
    if (opened.readyState !== EventSource.CLOSED) return;
    close({ stillLost: true });
    retryTimer = window.setTimeout(reopen, RETRY_MS[Math.min(failures, RETRY_MS.length - 1)]);
    failures += 1;
  });
}

function close(event?: Event | { stillLost: boolean }): void {
  source?.close();
  source = undefined;
  window.clearTimeout(retryTimer);
  if (event && "stillLost" in event) return;
  window.clearTimeout(lostTimer);
  lostTimer = undefined;
}

async function reopen(): Promise<void> {
  // The link may have been replaced: then no stream will open any more, and the page says so.
  await refresh();
  open();
}

function connectionLost(): void {
  if (document.hidden) return;
  lost = true;
  document.documentElement.dataset.lost = "";
  announce(statusText("lost"), { trouble: true });
}

function connectionFound(): void {
  window.clearTimeout(lostTimer);
  lostTimer = undefined;
  failures = 0;
  void flush();
  if (!lost) return;
  lost = false;
  delete document.documentElement.dataset.lost;
  retract(statusText("lost"));
  announce(statusText("found"));
}

// Waits while a form is on its way, which brings the newest state along, and while a task is being dragged.
export function refreshIfStale(): void {
  if (!document.body.dataset.live) {
    stopped = true;
    close();
  }
  if (stopped || fetching || newest <= version() || isSending() || isDragging()) return;
  void refresh();
}

// Fetches the page from its address, which may say by now that other parts of it are wanted.
async function refresh(): Promise<void> {
  fetching = true;
  const [before, answered] = [version(), formsAnswered()];
  const answer = await ask(address(), { cache: "no-cache" });
  fetching = false;
  if (answer && answered === formsAnswered()) bringIn(answer, parse(answer.html));
  // Something has changed while this was fetched; or it cannot be shown now, and there is no hurry. Where nothing has
  // arrived, the stream will notice, too.
  if (newest > version()) window.setTimeout(refreshIfStale, version() > before ? AGAIN_MS : RETRY_MS[0]);
}

function bringIn({ response, html, url }: Answer, incoming: Document): void {
  void keepPage(url, response, html);
  if (response.ok && !isSamePage(incoming)) {
    newest = 0; // what stands here is the answer to a form, which has no newer state
  } else if (response.ok) {
    if (isSending() || Number(incoming.body.dataset.version) < version()) return;
    if (wouldLose(incoming)) {
      // It may be their own form, whose answer got lost: then it is to be sent again first of all.
      if (!isComplaining()) announce(statusText("changed"), { trouble: true });
      newest = 0; // announced once; the form's own answer brings the rest
    } else morph(incoming);
  } else if (response.status === 404) {
    stopped = true;
    close();
    const [title, detail] = incoming.querySelectorAll("main h1, main section > p");
    announce([title, detail].map((each) => each?.textContent.trim() ?? "").join(": "), { trouble: true });
  }
}
