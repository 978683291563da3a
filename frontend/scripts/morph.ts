// Brings a newer state of the same page in without taking anything from whoever is using it: the focus, what is
// typed and chosen, what is unfolded, and where the page is scrolled to all stay.

import { Idiomorph } from "idiomorph";

type Prepare = (root: Document) => void;

const prepares: Prepare[] = [];

// Something that scripts add to the page: done now, and to every newer state before it comes in.
export function onEveryState(prepare: Prepare): void {
  prepares.push(prepare);
  prepare(document);
}

export function parse(html: string): Document {
  return new DOMParser().parseFromString(html, "text/html");
}

// Whether both are states of one page.
export function isSamePage(incoming: Document): boolean {
  return (
    incoming.body.dataset.page === document.body.dataset.page &&
    incoming.documentElement.lang === document.documentElement.lang
  );
}

export function version(): number {
  return Number(document.body.dataset.version ?? 0);
}

// Whether a field that somebody has typed into would be gone.
export function wouldLose(incoming: Document): boolean {
  return changedFields(document).some(({ id }) => !id || !incoming.getElementById(id));
}

// `done`: a form that has served. What was typed for it goes, and it folds up again.
export function morph(incoming: Document, done?: HTMLFormElement): void {
  for (const prepare of prepares) prepare(incoming);
  const before = document.activeElement;
  const trail = idsAround(before);
  done?.reset();
  done?.closest("details.stub, details.more")?.removeAttribute("open");
  const changed = new Set<Element>(changedFields(document));
  document.title = incoming.title;
  Idiomorph.morph(document.body, incoming.body, {
    callbacks: {
      beforeNodeMorphed: (node: Node) => !isOurs(node),
      beforeNodeRemoved: (node: Node) => !isOurs(node),
      beforeAttributeUpdated: (name: string, element: Element) => !isTheirs(name, element, changed),
    },
  });
  if (before instanceof HTMLElement && before !== document.body) keepFocus(before, trail);
}

// What scripts fill in, and no newer state of the page knows of.
function isOurs(node: Node): boolean {
  return node instanceof Element && node.matches("#status, [data-scripted]");
}

// What belongs to whoever uses the page: what they unfolded, and what they typed or chose.
function isTheirs(name: string, element: Element, changed: Set<Element>): boolean {
  if (name === "open") return element instanceof HTMLDetailsElement;
  if (name === "value" || name === "checked") return changed.has(element) || changed.has(leaderOf(element));
  if (name === "selected") return changed.has(element.closest("select") ?? element);
  return false;
}

// <input type="hidden" data-with="id"> belongs to that field: as long as it is changed, both stay as they are.
function leaderOf(element: Element): Element {
  const id = element instanceof HTMLInputElement ? element.dataset.with : undefined;
  return (id && document.getElementById(id)) || element;
}

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

function changedFields(root: Document): Field[] {
  const fields = root.querySelectorAll<Field>("main input:not([type=hidden]), main textarea, main select");
  return Array.from(fields).filter(isChanged);
}

function isChanged(field: Field): boolean {
  if (field instanceof HTMLSelectElement) {
    const options = Array.from(field.options);
    const usual = Math.max(
      0,
      options.findIndex(({ defaultSelected }) => defaultSelected),
    );
    return field.selectedIndex !== usual;
  }
  if (field instanceof HTMLInputElement && (field.type === "checkbox" || field.type === "radio")) {
    return field.checked !== field.defaultChecked;
  }
  return field.value !== field.defaultValue;
}

// What lies folded away still has a place on the page in some browsers: older ones cannot tell it apart.
export function isShown(element: Element): boolean {
  if (!element.isConnected) return false;
  const check: (() => boolean) | undefined = element.checkVisibility;
  return check ? check.call(element) : element.getClientRects().length > 0;
}

function idsAround(element: Element | null): string[] {
  const ids: string[] = [];
  for (let at = element; at && at !== document.body; at = at.parentElement) if (at.id) ids.push(at.id);
  return ids;
}

// Where the focus was, or as near to it as there still is something.
function keepFocus(before: HTMLElement, trail: string[]): void {
  if (isShown(before)) {
    if (document.activeElement === before) return;
    before.focus({ preventScroll: true });
    if (document.activeElement === before) return;
  }
  for (const id of trail) {
    const near = document.getElementById(id);
    if (near && isShown(near)) {
      focusIn(near);
      return;
    }
  }
}

const FOCUSABLE = "a[href], button, summary, input:not([type=hidden]), select, textarea";

// The first thing inside that takes the focus, or the element itself.
function focusIn(element: HTMLElement): void {
  const inside = Array.from(element.querySelectorAll<HTMLElement>(FOCUSABLE)).find(isShown);
  if (element.matches(FOCUSABLE)) element.focus();
  else if (inside && element.id !== "main") inside.focus();
  else {
    element.tabIndex = -1;
    element.focus();
  }
}
