// Brings in a newer state of the same page without taking anything from its reader: the focus, fields that were
// changed, open details and the scroll position all stay.

import { Idiomorph } from "idiomorph";

type Prepare = (root: Document) => void;

const prepares: Prepare[] = [];

// Prepares the page now, and every newer state of it before it comes in: for what scripts add to a page.
export function onEveryState(prepare: Prepare): void {
  prepares.push(prepare);
  prepare(document);
}

export function parse(html: string): Document {
  return new DOMParser().parseFromString(html, "text/html");
}

// Returns whether a page is a state of the one that is shown.
export function isSamePage(incoming: Document): boolean {
  return (
    incoming.body.dataset.page === document.body.dataset.page &&
    incoming.documentElement.lang === document.documentElement.lang
  );
}

export function version(): number {
  return Number(document.body.dataset.version ?? 0);
}

// Returns whether a field that somebody has typed into would be gone: then the page stays as it is, and says so.
export function wouldLose(incoming: Document): boolean {
  return changedFields(document).some((field) => !sameIn(incoming, field));
}

// Finds a field in a newer state of the page: by its id, or by its name in the same slip or form.
function sameIn(incoming: Document, field: Field): Field | null {
  const id = field.closest("li[id], form[id]")?.id ?? "";
  const own = field.id ? incoming.getElementById(field.id) : null;
  return (
    (own as Field | null) ?? incoming.getElementById(id)?.querySelector(`[name="${CSS.escape(field.name)}"]`) ?? null
  );
}

// Names the fields of a newer state, and what they are folded into, by the ids that they have here, so that they are the
// same ones: of many alike they have one only in a form that came back.
function nameAlike(incoming: Document): void {
  for (const field of fieldsOf(document)) {
    const same = field.id ? sameIn(incoming, field) : null;
    if (same) same.id = field.id;
  }
  for (const { id, className, parentElement } of document.querySelectorAll("main li[id] details[id]")) {
    const slip = incoming.getElementById(parentElement?.closest("li[id]")?.id ?? "");
    const same = incoming.getElementById(id) ?? slip?.querySelector(`details.${className}:not([id])`);
    if (same) same.id = id;
  }
}

// Brings a newer state in. `done` is a form that has served: what was typed for it goes, and it folds up again.
export function morph(incoming: Document, done?: HTMLFormElement): void {
  for (const prepare of prepares) prepare(incoming);
  nameAlike(incoming);
  const before = document.activeElement;
  const ids = ancestorIds(before);
  done?.reset();
  done?.closest("details.claim, details.more")?.removeAttribute("open");
  const open = Array.from(document.querySelectorAll("main details[open]")).filter(isShown);
  const changed = new Set<Element>(changedFields(document));
  document.title = incoming.title;
  const same = takeOutSame(incoming);
  Idiomorph.morph(document.body, incoming.body, {
    callbacks: {
      beforeNodeMorphed: (node: Node, newer: Node) => !same.has(newer) && !isScripted(node),
      beforeNodeRemoved: (node: Node) => !isScripted(node),
      beforeAttributeUpdated: (name: string, element: Element) => !isReaders(name, element, changed),
    },
  });
  for (const each of open) keepInSight(each);
  if (before instanceof HTMLElement && before !== document.body) restoreFocus(before, ids);
}

// Finds the items of lists that are as they are here, takes out what is in them, and returns them: they are left alone. A
// change touches few rows of a long list, and comparing the others is a small part of the work of morphing them.
function takeOutSame(incoming: Document): Set<Node> {
  const same = new Set<Node>();
  for (const item of incoming.querySelectorAll("main li[id]")) {
    if (!document.getElementById(item.id)?.isEqualNode(item)) continue;
    item.replaceChildren();
    same.add(item);
  }
  return same;
}

// Unfolds what somebody's open form was folded into: a slip that was taken meanwhile.
function keepInSight(element: Element): void {
  if (!element.isConnected || isShown(element)) return;
  element.parentElement?.closest("details.fold")?.setAttribute("open", "");
}

// Returns whether scripts fill an element in: no newer state of the page knows of that.
function isScripted(node: Node): boolean {
  return node instanceof Element && node.matches("#status, [data-scripted]");
}

// Returns whether an attribute holds what the reader did: details that they opened, fields that they changed.
function isReaders(name: string, element: Element, changed: Set<Element>): boolean {
  if (name === "style") return true;
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

function fieldsOf(root: Document): Field[] {
  return Array.from(root.querySelectorAll<Field>("main input:not([type=hidden]), main textarea, main select"));
}

function changedFields(root: Document): Field[] {
  return fieldsOf(root).filter(isChanged);
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

// Older browsers without checkVisibility() cannot tell what is folded away in closed details.
export function isShown(element: Element): boolean {
  if (!element.isConnected) return false;
  const check: (() => boolean) | undefined = element.checkVisibility;
  return check ? check.call(element) : element.getClientRects().length > 0;
}

function ancestorIds(element: Element | null): string[] {
  const ids: string[] = [];
  for (let at = element; at && at !== document.body; at = at.parentElement) if (at.id) ids.push(at.id);
  return ids;
}

// Puts the focus back where it was, or on the nearest element around that is still there.
function restoreFocus(before: HTMLElement, ids: string[]): void {
  if (isShown(before)) {
    if (document.activeElement === before) return;
    before.focus({ preventScroll: true });
    if (document.activeElement === before) return;
  }
  for (const id of ids) {
    const near = document.getElementById(id);
    if (near && isShown(near)) {
      focusIn(near);
      return;
    }
  }
}

const FOCUSABLE = "a[href], button, summary, input:not([type=hidden]), select, textarea";

// Focuses the first element inside that takes the focus, or the element itself; the page stays where it is.
function focusIn(element: HTMLElement): void {
  const inside = Array.from(element.querySelectorAll<HTMLElement>(FOCUSABLE)).find(isShown);
  const first = element.matches(FOCUSABLE) || element.id === "main" ? element : (inside ?? element);
  if (!first.matches(FOCUSABLE)) first.tabIndex = -1;
  first.focus({ preventScroll: true });
}
