// A note is never lost: what is typed stays on this device until the server has it, which is told a moment after the
// last key. <form data-keep> sends itself with do=keep; hidden fields say on which state it was typed ("read"), and what
// of it is on its way ("sent"): whatever else the server has by then was written by somebody else, and stands below.

import { ACCEPTED, REFUSED } from "./forms";
import { morph, parse } from "./morph";

const PAUSE_MS = 1500;
const RETRY_MS = 15_000;
const PREFIX = "note ";

// Closing pages may send only so much (browsers allow 64 KiB).
const MOST_WHILE_CLOSING = 60_000;

interface Typed {
  read: string;
  sent: string;
  note: string;
}

let typed: Typed | null = null;
let timer: number | undefined;
let sending = false;

export function keepNotes(): void {
  if (!form()) return;
  bringBack();
  document.addEventListener("input", ({ target }) => {
    if (target !== field()) return;
    store();
    soon(PAUSE_MS);
  });
  // Given, kept or left to rest by a button: the server has it.
  document.addEventListener(ACCEPTED, ({ target }) => {
    if (target === form()) forget();
  });
  document.addEventListener(REFUSED, (event) => {
    if (event.target === form() && event instanceof CustomEvent) joinTheirs(event.detail);
  });
  window.addEventListener("online", () => soon(0));
  document.addEventListener("visibilitychange", () => {
    if (document.hidden && stored()) void keep();
  });
}

function form(): HTMLFormElement | null {
  return document.querySelector<HTMLFormElement>("form[data-keep]");
}

function field(): HTMLTextAreaElement | null {
  return form()?.querySelector("textarea") ?? null;
}

function hidden(name: "read" | "sent", root: ParentNode = document): HTMLInputElement | null {
  return root.querySelector<HTMLInputElement>(`form[data-keep] [name=${name}]`);
}

function read(root: ParentNode = document): string {
  return hidden("read", root)?.value ?? "";
}

function setHidden(name: "read" | "sent", words: string): void {
  const input = hidden(name);
  if (input) input.value = words;
}

// What an earlier visit could not hand over. Where somebody else has written since, both stand there.
function bringBack(): void {
  const area = field();
  const kept = stored();
  if (!area || !kept) return;
  if (same(kept.note, read())) {
    forget();
    return;
  }
  const ours = same(kept.read, read()) || same(kept.sent, read());
  area.value = ours ? kept.note : `${kept.note}\n\n${read()}`;
  store();
  tell("back");
  soon(PAUSE_MS);
}

function soon(pause: number): void {
  window.clearTimeout(timer);
  if (stored()) timer = window.setTimeout(keep, pause);
}

async function keep(): Promise<void> {
  const [here, area] = [form(), field()];
  if (!here || !area || sending) return;
  const note = area.value;
  setHidden("sent", note);
  store();
  const body = new URLSearchParams(Array.from(new FormData(here), ([name, value]) => [name, String(value)]));
  body.set("do", "keep");
  sending = true;
  const answer = await post(here.action, body);
  sending = false;
  if (!answer) {
    tell("here");
    soon(RETRY_MS);
    return;
  }
  if (!answer.accepted) {
    if (!joinTheirs(answer.page)) tell("here"); // what is wrong with it is said at "Keep it"
    return;
  }
  setHidden("read", read(answer.page));
  morph(answer.page);
  if (same(area.value, note)) {
    forget();
    tell("kept");
  } else {
    store();
    soon(PAUSE_MS);
  }
}

// The same page, with this note in it or with what speaks against it; null where nothing has arrived.
async function post(action: string, body: URLSearchParams): Promise<{ page: Document; accepted: boolean } | null> {
  try {
    const keepalive = document.hidden && body.toString().length < MOST_WHILE_CLOSING;
    const response = await fetch(action, { method: "POST", body, keepalive, headers: { "In-Place": "1" } });
    const page = parse(await response.text());
    return page.body.dataset.page === document.body.dataset.page ? { page, accepted: response.ok } : null;
  } catch {
    return null;
  }
}

// Somebody else has written meanwhile: both stand there, and what is typed on goes on where it was.
function joinTheirs(page: Document): boolean {
  const [area, theirs] = [field(), read(page)];
  if (!area || same(theirs, read()) || same(theirs, hidden("sent")?.value ?? "")) return false;
  const { selectionStart, selectionEnd, scrollTop } = area;
  if (theirs) area.value = `${area.value}\n\n${theirs}`;
  area.setSelectionRange(selectionStart, selectionEnd);
  area.scrollTop = scrollTop;
  setHidden("read", theirs);
  store();
  tell("both");
  soon(PAUSE_MS);
  return true;
}

function tell(what: "kept" | "here" | "back" | "both"): void {
  const place = document.querySelector<HTMLElement>("#note-kept");
  if (!place) return;
  place.textContent = place.dataset[what] ?? "";
  place.hidden = false;
}

function key(): string {
  return PREFIX + location.pathname;
}

// Private windows may have no storage: then the note is as safe as on a page without scripts.
function store(): void {
  typed = { read: read(), sent: hidden("sent")?.value ?? "", note: field()?.value ?? "" };
  try {
    localStorage.setItem(key(), JSON.stringify(typed));
  } catch {
    // It still goes to the server.
  }
}

function stored(): Typed | null {
  if (typed) return typed;
  try {
    return JSON.parse(localStorage.getItem(key()) ?? "null");
  } catch {
    return null;
  }
}

function forget(): void {
  typed = null;
  window.clearTimeout(timer);
  try {
    localStorage.removeItem(key());
  } catch {
    // There was nothing.
  }
}

function same(one: string, other: string): boolean {
  return plain(one) === plain(other);
}

function plain(words: string): string {
  return words.replaceAll("\r\n", "\n").trim();
}
