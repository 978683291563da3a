// Ways to hand on a link. The address always stands in the page as text, so all of this may be missing.

import { onEveryState } from "./morph";
import { announce, retract } from "./status";

const SAID_FOR_MS = 2000;

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
      sayCopied(button);
    } catch {
      // Permission was refused: the text can still be copied by hand.
      if (isField(source)) source.select();
    }
  });
}

// <button data-share data-share-url="..." data-share-title="..." hidden> opens the system's share sheet.
export function offerSharing(): void {
  if (typeof navigator.share !== "function") return;
  reveal("button[data-share]", async (button) => {
    const url = new URL(button.dataset.shareUrl ?? "", location.href).href;
    try {
      await navigator.share({ url, title: button.dataset.shareTitle ?? document.title });
    } catch {
      // Closing the share sheet arrives here too, and is nobody's mistake.
    }
  });
}

// Buttons that only scripts can answer: shown in every state of the page, and heard wherever they are.
function reveal(selector: string, tapped: (button: HTMLButtonElement) => void): void {
  onEveryState((root) => {
    for (const button of root.querySelectorAll<HTMLButtonElement>(selector)) button.hidden = false;
  });
  document.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLButtonElement>(selector) : null;
    if (button) tapped(button);
  });
}

// <input data-select> is selected as a whole by a tap, ready to be copied by hand.
export function selectOnFocus(): void {
  document.addEventListener("focusin", ({ target }) => {
    if (target instanceof HTMLElement && isField(target) && "select" in target.dataset) {
      target.select();
    }
  });
}

// Says data-copied in the button itself and to screen readers, then puts back what stood there.
function sayCopied(button: HTMLButtonElement): void {
  const said = button.dataset.copied ?? "";
  const usual = button.textContent;
  if (!said || usual === said) return;
  button.textContent = said;
  announce(said);
  window.setTimeout(() => {
    if (button.textContent === said) button.textContent = usual;
    retract(said);
  }, SAID_FOR_MS);
}

function isField(element: HTMLElement): element is HTMLInputElement | HTMLTextAreaElement {
  return element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;
}

function textOf(element: HTMLElement): string {
  return isField(element) ? element.value : element.textContent.trim();
}
