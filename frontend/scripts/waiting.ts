// Keeps a form that is on its way on this device until it has arrived: <form data-waits>. Where there is no line it
// waits, is marked on its slip, also after a reload, and goes by itself once there is one: in order, and once, since
// each carries a key of its own (Idempotency-Key), however often it is sent. A server that is busy or broken is no
// answer; a refusal is one, and is shown with what was typed. Only where the service worker keeps pages, too: what
// cannot be seen again had better be said at once.

import { createStore, get, type UseStore, update } from "idb-keyval";
import { type Answer, ask } from "./line";
import { onEveryState, parse } from "./morph";
import { announce, clearStatus, retract, statusText } from "./status";

// Event on a form that waits from now on.
export const WAITS = "waits";

const RETRY_MS = 15_000;
const ITEMS = "items";

interface Item {
  key: string;
  page: string;
  slip: string;
  action: string;
  body: string;
  // Whether it may have reached the server, and only the answer got lost.
  tried?: boolean;
  // What the server said against it, once it has.
  said?: string;
}

type Show = (answer: Answer, page: Document) => void;

let store: UseStore | undefined;
let show: Show = () => undefined;
let items: Item[] = [];
// The one whose form is being sent just now: it is not said to wait before it does.
let underWay = "";
let timer: number | undefined;
const filled = new Set<string>();

// `shown` brings in the answer to a form of this page that was sent by itself.
export function sendWhatWaits(shown: Show): void {
  show = shown;
  onEveryState(mark);
  document.addEventListener("click", ({ target }) => {
    const key = target instanceof HTMLElement ? target.dataset.drop : undefined;
    if (!key) return;
    clearStatus();
    const mayBeThere = items.some((item) => item.key === key && item.tried && !item.said);
    void change((all) => all.filter((item) => item.key !== key));
    if (mayBeThere) announce(statusText("unsure"));
  });
  document.addEventListener("visibilitychange", () => void flush());
  window.addEventListener("online", () => void flush());
  void change((all) => all).then(() => flush());
}

export function canWait(form: HTMLFormElement): boolean {
  return "waits" in form.dataset && Boolean(navigator.serviceWorker?.controller);
}

// Sends a form, after all that waits already. Returns null where it has to wait, too.
export async function sendOnce(form: HTMLFormElement, action: string, body: URLSearchParams): Promise<Answer | null> {
  const [page, slip] = [location.pathname, slipOf(form).id];
  const item = { key: randomKey(), page, slip, action, body: body.toString() };
  underWay = item.key;
  // What was refused before is what they have mended now.
  const isKept = await change((all) => [
    ...all.filter((old) => !(old.said && old.page === page && old.slip === slip)),
    item,
  ]);
  const answer = isKept ? await flush(item.key) : await post(item);
  underWay = "";
  if (answer) return answer;
  if (!(await change((all) => all))) return null;
  if (!("keep" in form.dataset)) form.reset();
  form.closest("details")?.removeAttribute("open");
  form.dispatchEvent(new Event(WAITS, { bubbles: true }));
  mark(document);
  const kept = items.find(({ key }) => key === item.key);
  if (kept) announce(ofWhat(slip, wordsOf(kept)), { inPlace: true });
  return null;
}

export function isWaiting(form: HTMLFormElement): boolean {
  return slipOf(form).querySelector(":scope > .waiting") !== null;
}

export async function forgetWaiting(): Promise<void> {
  await change(() => []);
}

// Sends what waits, one after the other, by one tab at a time. Returns the answer to `mine`, whose form shows it; null
// where there is no line, and on plain http, where nothing ever waits: browsers have neither workers nor locks there.
export async function flush(mine = ""): Promise<Answer | null> {
  if (!navigator.locks || (document.hidden && !mine)) return null;
  window.clearTimeout(timer);
  return navigator.locks.request("waiting", async () => {
    await change((all) => all); // another tab may have sent some
    for (const item of items.filter(({ said }) => !said)) {
      if (navigator.onLine && !item.tried) await keepAsTried(item.key);
      const answer = await post(item);
      const page = answer && parse(answer.html);
      if (!answer || !page?.body.dataset.page || isPassing(answer.response)) {
        timer = window.setTimeout(flush, retryAfter(answer?.response));
        return null;
      }
      const ours = item.key === mine;
      const refused = !ours && !answer.response.ok;
      const said = whySo(page);
      await change((all) =>
        all.flatMap((each) => (each.key !== item.key ? [each] : refused ? [{ ...each, said }] : [])),
      );
      if (ours) return answer;
      // Where its slip is in sight, the refusal stands there already.
      const inPlace = isInSight(idOf({ ...item, said }));
      if (refused) announce(ofWhat(item.slip, `${statusText("refused")} ${said}`), { inPlace, trouble: true });
      else show(answer, page);
    }
    return null;
  });
}

function keepAsTried(key: string): Promise<boolean> {
  return change((all) => all.map((each) => (each.key === key ? { ...each, tried: true } : each)));
}

// Says of which task a sentence is, for those who hear it far from its slip.
function ofWhat(slip: string, sentence: string): string {
  const title = document.getElementById(slip)?.querySelector("h3, h4")?.textContent;
  return title ? `${title} · ${sentence}` : sentence;
}

function post({ action, body, key }: Item): Promise<Answer | null> {
  const headers = { "In-Place": "1", "Idempotency-Key": key };
  return ask(action, { method: "POST", body: new URLSearchParams(body), headers });
}

function isPassing({ status }: Response): boolean {
  return status >= 500 || status === 429;
}

function retryAfter(response?: Response): number {
  return Math.max(RETRY_MS, Number(response?.headers.get("Retry-After") ?? 0) * 1000);
}

// Returns what a page says against a form: the sentences at its fields, or those of an error page.
function whySo(page: Document): string {
  const errors = Array.from(page.querySelectorAll("#errors li"));
  const said = errors.length ? errors : Array.from(page.querySelectorAll("main h1, main section > p"));
  return said.map(({ textContent }) => textContent.trim()).join(" ");
}

// Changes what is kept, whatever other tabs do meanwhile, and shows it. Returns whether anything could be kept.
async function change(changed: (all: Item[]) => Item[]): Promise<boolean> {
  try {
    store ??= createStore("manyhands", "waiting");
    await update<Item[]>(ITEMS, (all) => changed(all ?? []), store);
    items = (await get<Item[]>(ITEMS, store)) ?? [];
  } catch {
    return false; // a private window may have no storage
  }
  mark(document);
  return true;
}

// Marks what waits or was refused, on its slip, else on top of the page.
function mark(root: Document): void {
  dropWhatStands(root);
  const here = items.filter(({ page, key }) => page === location.pathname && key !== underWay);
  for (const old of root.querySelectorAll(".waiting")) {
    if (!here.some((item) => old.id === idOf(item))) old.remove();
  }
  for (const item of here) {
    const slip = root.getElementById(item.slip) ?? root.querySelector("main");
    if (!root.getElementById(idOf(item))) slip?.append(note(root, item));
    slip?.closest("details.fold")?.setAttribute("open", ""); // what others have taken since is folded
    if (item.said && root === document && slip && !filled.has(item.key)) refill(slip, item);
  }
}

// Forgets a claim whose answer got lost, once the page shows it: a slip that is theirs already has no form to take it.
function dropWhatStands(root: Document): void {
  const stands = items.filter(
    ({ page, slip, said }) => !said && page === location.pathname && root.getElementById(slip)?.matches("[data-mine]"),
  );
  if (!stands.length) return;
  items = items.filter((item) => !stands.includes(item));
  for (const item of stands) retract(ofWhat(item.slip, wordsOf(item)));
  void change((all) => all.filter(({ key }) => !stands.some((item) => item.key === key)));
}

function isInSight(id: string): boolean {
  const box = document.getElementById(id)?.getBoundingClientRect();
  return box !== undefined && box.top >= 0 && box.bottom <= window.innerHeight;
}

function idOf({ key, tried, said }: Item): string {
  return `${said ? "refused" : tried ? "tried" : "waiting"}-${key}`;
}

function wordsOf({ tried, said }: Item): string {
  return said ? `${statusText("refused")} ${said}` : statusText(tried ? "tried" : "waiting");
}

function note(root: Document, item: Item): HTMLElement {
  const { key, tried, said } = item;
  const [box, words, button] = ["div", "p", "button"].map((name) => root.createElement(name)) as [
    HTMLElement,
    HTMLElement,
    HTMLElement,
  ];
  box.className = said ? "waiting refused" : "waiting";
  box.id = idOf(item);
  words.textContent = wordsOf(item);
  if (said) words.className = "error";
  button.className = "plain";
  button.id = `${box.id}-drop`;
  button.setAttribute("type", "button");
  button.dataset.drop = key;
  button.textContent = statusText(said ? "aside" : tried ? "enough" : "unsend");
  box.append(words, button);
  return box;
}

// Puts back what was typed into a form that was refused.
function refill(slip: HTMLElement, { key, action, body }: Item): void {
  filled.add(key);
  const path = new URL(action).pathname;
  const form = Array.from(document.querySelectorAll("form")).find(
    (each) => new URL(each.action).pathname === path && (slip.contains(each) || each === slip),
  );
  if (!form) return;
  const typed = new URLSearchParams(body);
  for (const field of form.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("input, textarea")) {
    const value = typed.get(field.name);
    if (field instanceof HTMLInputElement && ["checkbox", "radio"].includes(field.type)) {
      field.checked = value === field.value;
    } else if (value !== null && field.type !== "hidden") field.value = value;
  }
  for (let at: Element | null = form; at && at !== slip; at = at.parentElement) {
    if (at instanceof HTMLDetailsElement) at.open = true;
  }
}

// The slip that a form belongs to: the task, else the form itself.
function slipOf(form: HTMLFormElement): HTMLElement {
  return form.closest<HTMLElement>("li[id]") ?? form;
}

function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
