// What the page says about what just happened: one live region that no update touches. The sentences come with the
// page, in its language: <div id="status" role="status" data-sending="..." data-lost="...">.

const FRESH_MS = 6000;
let timer: number | undefined;

function region(): HTMLElement | null {
  return document.querySelector<HTMLElement>("#status");
}

// Says a sentence where it is seen wherever the page is scrolled to, and heard by screen readers.
export function say(sentence: string): void {
  const status = region();
  if (!status) return;
  window.clearTimeout(timer);
  // The same sentence twice is news, too: an empty region in between makes it heard again.
  if (isSaid(sentence)) status.textContent = "";
  status.textContent = sentence;
  status.dataset.fresh = "";
  // It stays to be read, but no longer over what lies below.
  timer = window.setTimeout(() => delete status.dataset.fresh, FRESH_MS);
}

// What was said before is no longer what happened last.
export function hush(): void {
  const status = region();
  if (status) status.textContent = "";
}

export function isSaid(sentence: string): boolean {
  return region()?.textContent.trim() === sentence;
}

// Takes a sentence back, unless another one stands there by now.
export function unsay(sentence: string): void {
  const status = region();
  if (status && isSaid(sentence)) status.textContent = "";
}

// One of the sentences that the page brought along.
export function sentence(name: string): string {
  return region()?.dataset[name] ?? "";
}
