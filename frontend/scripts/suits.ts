// What suits a friend stays on this device: the links of the sign-up page that choose it, <a data-suits>, are plain links,
// and an address without anything chosen becomes the one that was chosen here last. No server keeps it.

const NAMES = ["lifting", "when"];

// Opens the page as it suits, by `again`, which fetches it from its address.
export function rememberWhatSuits(again: () => void): void {
  if (document.body.dataset.page !== "friends/signup") return;
  document.addEventListener("click", ({ target }) => {
    const link = target instanceof Element ? target.closest<HTMLAnchorElement>("a[data-suits]") : null;
    if (link) keep(chosenIn(link.search));
    else if (target instanceof Element) openFrom(target.closest<HTMLAnchorElement>("[data-opens]"));
  });
  const chosen = chosenIn(location.search);
  const kept = chosen || location.search ? "" : read();
  if (chosen) keep(chosen);
  if (!kept) return;
  history.replaceState(history.state, "", `${location.pathname}?${kept}${location.hash}`);
  again();
}

// <a href="#folded" data-opens="field" data-value="2">: unfolds where it leads, and fills a field in for its reader.
function openFrom(link: HTMLAnchorElement | null): void {
  if (!link) return;
  const field = document.getElementById(link.dataset.opens ?? "");
  if (!(field instanceof HTMLSelectElement)) return;
  field.closest("details")?.setAttribute("open", "");
  field.value = link.dataset.value ?? "";
}

function chosenIn(search: string): string {
  const all = new URLSearchParams(search);
  return new URLSearchParams(NAMES.flatMap((name) => (all.has(name) ? [[name, all.get(name) ?? ""]] : []))).toString();
}

// By the page: another move has other days. Where a browser keeps nothing, the address alone says it.
function keep(chosen: string): void {
  try {
    if (chosen) localStorage.setItem(location.pathname, chosen);
    else localStorage.removeItem(location.pathname);
  } catch {
    // Nothing is kept here.
  }
}

function read(): string {
  try {
    return chosenIn(localStorage.getItem(location.pathname) ?? "");
  } catch {
    return "";
  }
}
