// A note is never lost: what is typed stays on this device until the server has it, which is told a moment after the
// last key. <form data-keep> sends itself with do=keep; a hidden field "read" says on which state it was typed.

import { morph, parse } from "./morph";

const PAUSE_MS = 1500;
const RETRY_MS = 15_000;
const PREFIX = "note ";

interface Typed {
  read: string;
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
  document.addEventListener("accepted", ({ target }) => {
    if (target === form()) forget();
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

function read(): string {
  return form()?.querySelector<HTMLInputElement>("[name=read]")?.value ?? "";
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
  area.value = same(kept.read, read()) ? kept.note : `${kept.note}\n\n${read()}`;
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
  const body = new URLSearchParams(Array.from(new FormData(here), ([name, value]) => [name, String(value)]));
  body.set("do", "keep");
  sending = true;
  const page = await answer(here.action, body);
  sending = false;
  if (!page) {
    tell("here");
    soon(RETRY_MS);
    return;
  }
  morph(page);
  if (same(area.value, note)) {
    forget();
    tell("kept");
  } else {
    store();
    soon(PAUSE_MS);
  }
}

// The page as it is with this note in it; null where it has not arrived. What is refused is said at "Keep it".
async function answer(action: string, body: URLSearchParams): Promise<Document | null> {
  try {
    const response = await fetch(action, {
      method: "POST",
      body,
      keepalive: true,
      headers: { "In-Place": "1" },
    });
    const page = parse(await response.text());
    return response.ok && page.body.dataset.page === document.body.dataset.page ? page : null;
  } catch {
    return null;
  }
}

function tell(what: "kept" | "here" | "back"): void {
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
  typed = { read: read(), note: field()?.value ?? "" };
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
