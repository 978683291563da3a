// Saves a note while it is being written. A draft stays on this device until the server has it, which is told a moment
// after the last key: <form data-keep> sends itself with do=keep. Its hidden fields say on which text the draft was
// begun ("read"), and which text is on its way ("sent"): whatever else the server has by then was written by somebody
// else, and is added below.

import { ACCEPTED, REFUSED } from "./forms";
import { ask } from "./line";
import { morph, parse } from "./morph";
import { WAITS } from "./waiting";

const PAUSE_MS = 1500;
const RETRY_MS = 15_000;
const PREFIX = "note ";

// Browsers let a closing page send no more than 64 KiB.
const MAX_WHILE_CLOSING = 60_000;

interface Draft {
  read: string;
  sent: string;
  note: string;
}

let draft: Draft | null = null;
let timer: number | undefined;
let saving = false;

export function autosaveNote(): void {
  if (!form()) return;
  restoreDraft();
  document.addEventListener("input", ({ target }) => {
    if (target !== field()) return;
    storeDraft();
    scheduleSave(PAUSE_MS);
  });
  // Given, kept or left to rest by a button: the server has it.
  document.addEventListener(ACCEPTED, ({ target }) => {
    if (target === form()) discardDraft();
  });
  // Should it be kept once more before that has arrived, it is their own text that stands there by then.
  document.addEventListener(WAITS, ({ target }) => {
    if (target === form()) setHidden("sent", field()?.value ?? "");
  });
  document.addEventListener(REFUSED, (event) => {
    if (event.target === form() && event instanceof CustomEvent) mergeOtherText(event.detail);
  });
  window.addEventListener("online", () => scheduleSave(0));
  document.addEventListener("visibilitychange", () => {
    if (document.hidden && storedDraft()) void save();
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

function setHidden(name: "read" | "sent", text: string): void {
  const input = hidden(name);
  if (input) input.value = text;
}

// The note as the server had it when it made this page.
function serverText(root: ParentNode = document): string {
  return hidden("read", root)?.value ?? "";
}

// Brings back what an earlier visit could not hand over. Where somebody else has written since, both texts are kept.
function restoreDraft(): void {
  const area = field();
  const stored = storedDraft();
  if (!area || !stored) return;
  if (isSameText(stored.note, serverText())) {
    discardDraft();
    return;
  }
  const ours = isSameText(stored.read, serverText()) || isSameText(stored.sent, serverText());
  area.value = ours ? stored.note : `${stored.note}\n\n${serverText()}`;
  storeDraft();
  setSaveState("back");
  scheduleSave(PAUSE_MS);
}

function scheduleSave(pause: number): void {
  window.clearTimeout(timer);
  if (storedDraft()) timer = window.setTimeout(save, pause);
}

async function save(): Promise<void> {
  const [here, area] = [form(), field()];
  if (!here || !area || saving) return;
  const note = area.value;
  setHidden("sent", note);
  storeDraft();
  const body = new URLSearchParams(Array.from(new FormData(here), ([name, value]) => [name, String(value)]));
  body.set("do", "keep");
  saving = true;
  const answer = await post(here.action, body);
  saving = false;
  if (!answer) {
    setSaveState("here");
    scheduleSave(RETRY_MS);
    return;
  }
  if (!answer.accepted) {
    if (!mergeOtherText(answer.page)) setSaveState("here"); // what is wrong with it is said at "Keep it"
    return;
  }
  setHidden("read", serverText(answer.page));
  morph(answer.page);
  if (isSameText(area.value, note)) {
    discardDraft();
    setSaveState("kept");
  } else {
    storeDraft();
    scheduleSave(PAUSE_MS);
  }
}

// Returns the same page, with this note in it or with what speaks against it; null where nothing has arrived.
async function post(action: string, body: URLSearchParams): Promise<{ page: Document; accepted: boolean } | null> {
  const keepalive = document.hidden && body.toString().length < MAX_WHILE_CLOSING;
  const answer = await ask(action, { method: "POST", body, keepalive, headers: { "In-Place": "1" } });
  const page = parse(answer?.html ?? "");
  return page.body.dataset.page === document.body.dataset.page
    ? { page, accepted: answer?.response.ok === true }
    : null;
}

// Adds below the draft what somebody else has written meanwhile; the cursor stays where it is. Returns whether it did.
function mergeOtherText(page: Document): boolean {
  const [area, other] = [field(), serverText(page)];
  if (!area || isSameText(other, serverText()) || isSameText(other, hidden("sent")?.value ?? "")) return false;
  const { selectionStart, selectionEnd, scrollTop } = area;
  if (other) area.value = `${area.value}\n\n${other}`;
  area.setSelectionRange(selectionStart, selectionEnd);
  area.scrollTop = scrollTop;
  setHidden("read", other);
  storeDraft();
  setSaveState("both");
  scheduleSave(PAUSE_MS);
  return true;
}

function setSaveState(state: "kept" | "here" | "back" | "both"): void {
  const place = document.querySelector<HTMLElement>("#note-kept");
  if (!place) return;
  place.textContent = place.dataset[state] ?? "";
  place.hidden = false;
}

function key(): string {
  return PREFIX + location.pathname;
}

// Private windows may have no storage: then the note is as safe as on a page without scripts.
function storeDraft(): void {
  draft = { read: serverText(), sent: hidden("sent")?.value ?? "", note: field()?.value ?? "" };
  try {
    localStorage.setItem(key(), JSON.stringify(draft));
  } catch {
    // It still goes to the server.
  }
}

function storedDraft(): Draft | null {
  if (draft) return draft;
  try {
    return JSON.parse(localStorage.getItem(key()) ?? "null");
  } catch {
    return null;
  }
}

function discardDraft(): void {
  draft = null;
  window.clearTimeout(timer);
  try {
    localStorage.removeItem(key());
  } catch {
    // There was nothing.
  }
}

// Forgets every note that is still on this device.
export function forgetDrafts(): void {
  draft = null;
  try {
    for (const name of Object.keys(localStorage)) if (name.startsWith(PREFIX)) localStorage.removeItem(name);
  } catch {
    // There was nothing.
  }
}

function isSameText(one: string, other: string): boolean {
  return normalized(one) === normalized(other);
}

function normalized(text: string): string {
  return text.replaceAll("\r\n", "\n").trim();
}
