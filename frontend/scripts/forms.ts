// Sends forms without leaving the page where the answer is the same page, in its newer state. They are the forms that
// work without scripts; where the answer leads elsewhere, or anything is out of the ordinary, the browser goes there as
// it always does. So back, forward and reload have nothing to learn.

import { actionOf, answered } from "./address";
import { keepPage } from "./kept";
import { type Answer, ask } from "./line";
import { isSamePage, isShown, morph, parse } from "./morph";
import { announce, clearStatus, complain, retract, statusText, stopComplaining } from "./status";
import { canWait, isWaiting, sendOnce } from "./waiting";

// Events on a form after its answer: it has served, or the page in `detail` says what is wrong with it.
export const ACCEPTED = "accepted";
export const REFUSED = "refused";

const SLOW_MS = 300;
let pending = 0;
let answers = 0;
let onLeaving: () => Promise<void>;

// Returns whether a form of this page is on its way: what others did waits until its answer is back.
export function isSending(): boolean {
  return pending > 0;
}

// Returns how many forms of this page were answered: what was asked for before such an answer may come from before it,
// and not know yet who has signed up here.
export function formsAnswered(): number {
  return answers;
}

// <form method="post">; one with data-whole leads to another page, whatever the answer, and is left to the browser.
// After one with data-leaves, which ends what this device may see, `left` is called.
export function sendInPlace(done: () => void, left: () => Promise<void>): void {
  onLeaving = left;
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
    form.dataset.slow = "";
    announce(statusText("sending"));
  }, SLOW_MS);
  pending += 1;
  form.ariaBusy = "true";
  stopComplaining(form);
  const answer = await (canWait(form)
    ? sendOnce(form, actionOf(form), bodyOf(form, submitter))
    : post(form, submitter));
  window.clearTimeout(slow);
  retract(statusText("sending"));
  delete document.documentElement.dataset.sending;
  delete form.dataset.slow;
  form.ariaBusy = null;
  pending -= 1;
  if (answer) await receive(form, answer, parse(answer.html));
  else if (!isWaiting(form)) complain(form, statusText("unsent"), submitter);
}

export function post(form: HTMLFormElement, submitter: HTMLButtonElement | null): Promise<Answer | null> {
  return ask(actionOf(form), { method: "POST", body: bodyOf(form, submitter), headers: { "In-Place": "1" } });
}

function bodyOf(form: HTMLFormElement, submitter: HTMLButtonElement | null): URLSearchParams {
  const data = new FormData(form, submitter);
  return new URLSearchParams(Array.from(data.entries(), ([name, value]) => [name, String(value)]));
}

// Brings in the answer to a form that had waited, and went by itself while somebody may be at something else.
export function receiveLater({ response, html, url }: Answer, incoming: Document): void {
  const said = statusOf(incoming);
  answers += 1;
  if (isHere(url) && isSamePage(incoming)) {
    void keepPage(url, response, html);
    morph(incoming);
  }
  if (said) announce(said);
}

function isHere(url: string): boolean {
  return new URL(url).pathname === location.pathname;
}

async function receive(form: HTMLFormElement, answer: Answer, incoming: Document): Promise<void> {
  const { response, html, url } = answer;
  const served = response.ok && answer.led;
  answers += 1;
  if (response.ok && "leaves" in form.dataset) await onLeaving();
  if (served) form.dispatchEvent(new Event(ACCEPTED, { bubbles: true }));
  if (served && !(isHere(url) && isSamePage(incoming))) {
    location.assign(url);
  } else if (served) {
    answered(url);
    void keepPage(url, response, html);
    morph(incoming, form);
    const said = statusOf(incoming);
    const as = incoming.querySelector("#status");
    if (said) announce(said, { inPlace: incoming.querySelector(".did") !== null, as });
    else clearStatus();
    document.querySelector("[data-in-sight]")?.scrollIntoView({ block: "nearest" });
  } else if (isSamePage(incoming)) {
    morph(incoming);
    form.dispatchEvent(new CustomEvent(REFUSED, { bubbles: true, detail: incoming }));
    openDetails(incoming);
    clearStatus();
    focusFirstError();
  } else if (!incoming.body.dataset.page) {
    // Not one of ours: something between here and the server answered in its place.
    complain(form, statusText("unsent"));
  } else if (incoming.body.dataset.page === "anyone/error") {
    // Nothing came of it: what was typed is still in its place.
    complain(form, messageOf(incoming));
  } else {
    morph(incoming);
    window.scrollTo(0, 0);
    document.querySelector<HTMLElement>("#main")?.focus();
  }
}

// Returns what a page says in its status: nothing where there is nothing to say.
function statusOf(page: Document): string {
  return page.querySelector("#status")?.textContent.trim() ?? "";
}

// Returns what an error page says in its few sentences.
function messageOf(page: Document): string {
  const parts = page.querySelectorAll("main h1, main section > p");
  return Array.from(parts, ({ textContent }) => textContent.trim())
    .join(": ")
    .trim();
}

// Opens the details that are open in the answer: there is something to look at in them.
function openDetails(incoming: Document): void {
  for (const { id } of incoming.querySelectorAll<HTMLDetailsElement>("main details[open][id]")) {
    document.querySelector<HTMLDetailsElement>(`#${CSS.escape(id)}`)?.setAttribute("open", "");
  }
}

// Focuses a field that is wrong, else the sentence in the form that came back, else the summary on top of the page.
function focusFirstError(): void {
  const errors = ["main [aria-invalid=true]", "main form > .error", "#errors, #unsafe"];
  const first = errors.flatMap((each) => Array.from(document.querySelectorAll<HTMLElement>(each))).find(isShown);
  if (!first) return;
  if (!first.matches("input, select, textarea")) first.tabIndex = -1;
  first.focus();
}
