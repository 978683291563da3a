// Says what just happened, in one live region that no update of the page touches. The sentences come with the page, in
// its language: <div id="status" role="status" data-sending="..." data-lost="...">.

const FRESH_MS = 10_000;
let timer: number | undefined;

function region(): HTMLElement | null {
  return document.querySelector<HTMLElement>("#status");
}

// Shows a sentence wherever the page is scrolled to, and has screen readers read it out. `inPlace`: it stands where it
// belongs already, and is only read out. The page does not move.
export function announce(sentence: string, { inPlace = false } = {}): void {
  const status = region();
  if (!status) return;
  const main = document.querySelector<HTMLElement>("main");
  const before = main?.getBoundingClientRect().top ?? 0;
  window.clearTimeout(timer);
  // Screen readers read the same sentence again only if the region was empty in between.
  if (isAnnounced(sentence)) status.textContent = "";
  status.textContent = sentence;
  status.dataset.told = "";
  if (!inPlace) status.dataset.fresh = "";
  else delete status.dataset.fresh;
  const moved = before - (main?.getBoundingClientRect().top ?? 0);
  if (main && moved) main.style.marginBlockStart = `${Math.round(moved)}px`;
  // What did not work stays in sight.
  if (["lost", "unsent", "changed"].some((name) => isAnnounced(statusText(name)))) return;
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
