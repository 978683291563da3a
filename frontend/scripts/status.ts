// Says what just happened, in one live region that no update of the page touches. The sentences come with the page, in
// its language: <div id="status" role="status" data-sending="..." data-lost="...">.

const FRESH_MS = 6000;
let timer: number | undefined;

function region(): HTMLElement | null {
  return document.querySelector<HTMLElement>("#status");
}

// Shows a sentence wherever the page is scrolled to, and has screen readers read it out.
export function announce(sentence: string): void {
  const status = region();
  if (!status) return;
  window.clearTimeout(timer);
  // Screen readers read the same sentence again only if the region was empty in between.
  if (isAnnounced(sentence)) status.textContent = "";
  status.textContent = sentence;
  status.dataset.fresh = "";
  // It stays, but no longer over what lies below.
  timer = window.setTimeout(() => delete status.dataset.fresh, FRESH_MS);
}

// Clears the region, where what it says is no longer what happened last.
export function clearStatus(): void {
  const status = region();
  if (status) status.textContent = "";
}

export function isAnnounced(sentence: string): boolean {
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
