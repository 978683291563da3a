// Copies and shares links. The address always stands in the page as text, so all of this may be missing.

import { onEveryState } from "./morph";
import { announce, retract } from "./status";

const COPIED_MS = 2000;

// <button data-copy="#id" data-copied="Copied" hidden> copies the value or text of #id.
export function offerCopying(): void {
  // Absent on plain http, whatever the types say.
  const clipboard: Clipboard | undefined = navigator.clipboard;
  if (!clipboard) return;
  reveal("button[data-copy]", async (button) => {
    const source = document.querySelector<HTMLElement>(button.dataset.copy ?? "");
    if (!source) return;
    try {
      await clipboard.writeText(textOf(source));
      showCopied(button);
    } catch {
      // Permission was refused: the text can still be copied by hand.
      if (isField(source)) source.select();
    }
  });
}

// <button data-share data-share-url="..." data-share-title="..." hidden> opens the system's share sheet, as does one with
// data-share-text="#id", with the value or text of #id.
export function offerSharing(): void {
  if (typeof navigator.share !== "function") return;
  reveal("button[data-share]", async (button) => {
    const { shareText, shareUrl, shareTitle } = button.dataset;
    const words = shareText ? document.querySelector<HTMLElement>(shareText) : null;
    const shared = words ? { text: textOf(words) } : { url: new URL(shareUrl ?? "", location.href).href };
    try {
      await navigator.share({ ...shared, title: shareTitle ?? document.title });
    } catch {
      // Closing the share sheet arrives here too, and is nobody's mistake.
    }
  });
}

// <button data-print hidden> opens the system's dialog for printing.
export function offerPrinting(): void {
  reveal("button[data-print]", () => window.print());
}

// Shows buttons that only scripts can answer, in every state of the page, and listens to them.
function reveal(selector: string, tapped: (button: HTMLButtonElement) => void): void {
  onEveryState((root) => {
    for (const button of root.querySelectorAll<HTMLButtonElement>(selector)) button.hidden = false;
  });
  document.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLButtonElement>(selector) : null;
    if (button) tapped(button);
  });
}

// Selects the whole of an <input data-select> by a tap, ready to be copied by hand.
export function selectOnFocus(): void {
  document.addEventListener("focusin", ({ target }) => {
    if (target instanceof HTMLElement && isField(target) && "select" in target.dataset) {
      target.select();
    }
  });
}

// Shows data-copied in the button and to screen readers for a moment, then its usual text again.
function showCopied(button: HTMLButtonElement): void {
  const copied = button.dataset.copied ?? "";
  const usual = button.textContent;
  if (!copied || usual === copied) return;
  button.textContent = copied;
  announce(copied);
  window.setTimeout(() => {
    if (button.textContent === copied) button.textContent = usual;
    retract(copied);
  }, COPIED_MS);
}

function isField(element: HTMLElement): element is HTMLInputElement | HTMLTextAreaElement {
  return element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;
}

function textOf(element: HTMLElement): string {
  return isField(element) ? element.value : element.textContent.trim();
}
