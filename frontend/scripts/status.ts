// Says what just happened, in one live region that no update of the page touches. The sentences come with the page, in
// its language: <div id="status" role="status" data-sending="..." data-lost="...">.

import { afterAWhile, type Stop } from "./while";

let settling: Stop | undefined;

function region(): HTMLElement | null {
  return document.querySelector<HTMLElement>("#status");
}

// Shows a sentence wherever the page is scrolled to, and has screen readers read it out. `inPlace`: it stands where it
// belongs already, and is only read out. `trouble`: it did not work, looks like that, and stays. `as`: the sentence as
// the answer's page has it, with its links. The page does not move.
export function announce(
  sentence: string,
  { inPlace = false, trouble = false, as = null as Element | null } = {},
): void {
  const status = region();
  if (!status) return;
  const main = document.querySelector<HTMLElement>("main");
  const before = main?.getBoundingClientRect().top ?? 0;
  // What stood in place of the next step does not come back while somebody is at the list below it.
  if (status.textContent.trim() && !("told" in status.dataset)) status.dataset.stood = "";
  settling?.();
  // Screen readers read the same sentence again only if the region was empty in between.
  if (isAnnounced(sentence)) status.textContent = "";
  if (as) status.replaceChildren(...Array.from(as.childNodes, (node) => document.importNode(node, true)));
  else status.textContent = sentence;
  status.dataset.told = "";
  status.toggleAttribute("data-trouble", trouble);
  if (!inPlace) status.dataset.fresh = "";
  else delete status.dataset.fresh;
  const moved = before - (main?.getBoundingClientRect().top ?? 0);
  if (main && moved) main.style.marginBlockStart = `${Math.round(moved)}px`;
  settling = trouble ? undefined : afterAWhile("#said", () => delete status.dataset.fresh);
}

const COMPLAINT = "p.error[data-scripted]";

// Says in a form why it has not been sent, above the button that was tapped: there it stays until it is sent.
export function complain(form: HTMLFormElement, sentence: string, button?: HTMLElement | null): void {
  stopComplaining(form);
  const said = document.createElement("p");
  said.className = "error";
  said.dataset.scripted = "";
  said.textContent = sentence;
  const tapped = button?.isConnected ? button : form.querySelector("button");
  (tapped?.closest(".actions") ?? tapped)?.before(said);
  announce(sentence, { inPlace: true, trouble: true });
}

export function stopComplaining(form: HTMLFormElement): void {
  for (const said of form.querySelectorAll(COMPLAINT)) said.remove();
}

export function isComplaining(): boolean {
  return document.querySelector(COMPLAINT) !== null;
}

// Clears the region, where what it says is no longer what happened last.
export function clearStatus(): void {
  const status = region();
  if (status) status.textContent = "";
}

function isAnnounced(sentence: string): boolean {
  return region()?.textContent.trim() === sentence;
}

// Removes a sentence, unless another one has taken its place.
export function retract(sentence: string): void {
  const status = region();
  if (status && isAnnounced(sentence)) status.textContent = "";
}

// Returns one of the sentences that the page brought along.
export function statusText(name: string): string {
  return region()?.dataset[name] ?? "";
}
