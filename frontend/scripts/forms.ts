// Forms in place: sent without leaving the page where the answer is the same page, in its newer state. They are the
// forms that work without scripts; where the answer leads elsewhere, or anything is out of the ordinary, the browser
// goes there as it always does. So back, forward and reload have nothing to learn.

import { isSamePage, isShown, morph, parse } from "./morph";
import { announce, clearStatus, retract, statusText } from "./status";

const SLOW_MS = 300;
let waiting = 0;

// Whether something of one's own is on its way: what others did waits until it is back.
export function isSending(): boolean {
  return waiting > 0;
}

// <form method="post">; one with data-whole leads to another page, whatever the answer, and is left to the browser.
export function sendInPlace(done: () => void): void {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.method !== "post" || "whole" in form.dataset) return;
    event.preventDefault();
    // A second tap on the same button means the first.
    if (form.ariaBusy === "true") return;
    const submitter = event.submitter instanceof HTMLButtonElement ? event.submitter : null;
    send(form, submitter).finally(done);
  });
}

async function send(form: HTMLFormElement, submitter: HTMLButtonElement | null): Promise<void> {
  const slow = window.setTimeout(() => {
    document.documentElement.dataset.sending = "";
    announce(statusText("sending"));
  }, SLOW_MS);
  waiting += 1;
  form.ariaBusy = "true";
  const answer = await sent(form, submitter);
  window.clearTimeout(slow);
  retract(statusText("sending"));
  delete document.documentElement.dataset.sending;
  form.ariaBusy = null;
  waiting -= 1;
  if (answer) receive(form, answer.response, parse(answer.html));
  else announce(statusText("unsent"));
}

interface Answer {
  response: Response;
  html: string;
}

async function sent(form: HTMLFormElement, submitter: HTMLButtonElement | null): Promise<Answer | null> {
  const body = new URLSearchParams(fieldsOf(form, submitter));
  try {
    const response = await fetch(form.action, { method: "POST", body, headers: { "In-Place": "1" } });
    return { response, html: await response.text() };
  } catch {
    return null;
  }
}

function fieldsOf(form: HTMLFormElement, submitter: HTMLButtonElement | null): [string, string][] {
  const data = new FormData(form, submitter);
  return Array.from(data.entries(), ([name, value]) => [name, String(value)]);
}

function receive(form: HTMLFormElement, response: Response, incoming: Document): void {
  const here = new URL(response.url).pathname === location.pathname;
  if (response.ok && response.redirected) form.dispatchEvent(new Event("accepted", { bubbles: true }));
  if (response.ok && response.redirected && !(here && isSamePage(incoming))) {
    location.assign(response.url);
  } else if (response.ok && response.redirected) {
    morph(incoming, form);
    announce(saidIn(incoming));
  } else if (isSamePage(incoming)) {
    morph(incoming);
    form.dispatchEvent(new CustomEvent("refused", { bubbles: true, detail: incoming }));
    unfold(incoming);
    clearStatus();
    toFirstError();
  } else if (!incoming.body.dataset.page) {
    // Not one of ours: something between here and the server answered in its place.
    announce(statusText("unsent"));
  } else if (incoming.body.dataset.page === "anyone/error") {
    // Nothing came of it: what was typed is still in its place.
    announce(saidIn(incoming));
  } else {
    morph(incoming);
    window.scrollTo(0, 0);
    document.querySelector<HTMLElement>("#main")?.focus();
  }
}

// What a page says in its status, or an error page in its few sentences.
function saidIn(page: Document): string {
  const status = page.querySelector("#status")?.textContent.trim();
  if (status) return status;
  const parts = page.querySelectorAll("main h1, main section > p");
  return Array.from(parts, ({ textContent }) => textContent.trim())
    .join(": ")
    .trim();
}

// What the answer has unfolded holds something to look at.
function unfold(incoming: Document): void {
  for (const { id } of incoming.querySelectorAll<HTMLDetailsElement>("main details[open][id]")) {
    document.querySelector<HTMLDetailsElement>(`#${CSS.escape(id)}`)?.setAttribute("open", "");
  }
}

// A field that is wrong, else the sentence in the form that came back, else what stands on top of the page.
function toFirstError(): void {
  const wrong = ["main [aria-invalid=true]", "main form > .error", "#errors, #unsafe"];
  const first = wrong.flatMap((each) => Array.from(document.querySelectorAll<HTMLElement>(each))).find(isShown);
  if (!first) return;
  if (!first.matches("input, select, textarea")) first.tabIndex = -1;
  first.focus();
}
