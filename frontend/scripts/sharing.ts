// Ways to hand on a link. The address always stands in the page as text, so all of this may be missing.

const SAID_FOR_MS = 2000;

// <button data-copy="#id" data-copied="Copied" hidden> copies the value or text of #id.
export function offerCopying(): void {
  // Absent on plain http, whatever the types say.
  const clipboard: Clipboard | undefined = navigator.clipboard;
  if (!clipboard) return;
  for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-copy]")) {
    button.hidden = false;
    const say = speaker(button);
    button.addEventListener("click", async () => {
      const source = document.querySelector<HTMLElement>(button.dataset.copy ?? "");
      if (!source) return;
      try {
        await clipboard.writeText(textOf(source));
        say();
      } catch {
        // Permission was refused: the text can still be copied by hand.
        if (isField(source)) source.select();
      }
    });
  }
}

// <button data-share data-share-url="..." data-share-title="..." hidden> opens the system's share sheet.
export function offerSharing(): void {
  if (typeof navigator.share !== "function") return;
  for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-share]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const url = new URL(button.dataset.shareUrl ?? "", location.href).href;
      try {
        await navigator.share({ url, title: button.dataset.shareTitle ?? document.title });
      } catch {
        // Closing the share sheet arrives here too, and is nobody's mistake.
      }
    });
  }
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
function speaker(button: HTMLButtonElement): () => void {
  const usual = button.textContent;
  const said = button.dataset.copied;
  let timer: number | undefined;
  return () => {
    if (!said) return;
    const status = document.querySelector<HTMLElement>('#status[role="status"]');
    window.clearTimeout(timer);
    button.textContent = said;
    if (status) status.textContent = said;
    timer = window.setTimeout(() => {
      button.textContent = usual;
      // Somebody else may have said something since.
      if (status?.textContent === said) status.textContent = "";
    }, SAID_FOR_MS);
  };
}

function isField(element: HTMLElement): element is HTMLInputElement | HTMLTextAreaElement {
  return element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;
}

function textOf(element: HTMLElement): string {
  return isField(element) ? element.value : element.textContent.trim();
}
