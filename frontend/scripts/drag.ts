// Moves a task between the columns of the board by its grip: with a mouse, a finger or the keyboard. Dropping it sends
// the form of its tick with another state, so what follows is the same, refusals too. Where the columns stand below each
// other there is no grip.
//
//   <div class="columns" data-grip="..." data-lifted="..." data-over="... {column}" data-left="...">
//     <section class="column" data-state="open"> <li class="note"> ... <form method="post">

import { dragged } from "./address";
import { onEveryState } from "./morph";
import { announce } from "./status";

// Width from which the columns stand beside each other: as in board.css.
const COLUMNS = window.matchMedia("(min-width: 60rem)");
const EDGE_PX = 56;
const STEP_PX = 12;
const THRESHOLD_PX = 6;

interface Drag {
  note: HTMLElement;
  grip: HTMLElement;
  from: HTMLElement;
  over: HTMLElement;
}

let drag: Drag | undefined;
let onEnd: (() => void) | undefined;

export function isDragging(): boolean {
  return drag !== undefined;
}

// `ended` is called after each drag, whether it was dropped or cancelled.
export function enableDragging(ended: () => void): void {
  onEnd = ended;
  onEveryState(addGrips);
  COLUMNS.addEventListener("change", () => addGrips(document));
  document.addEventListener("pointerdown", onPointerDown);
  document.addEventListener("keydown", onKeyDown);
  document.addEventListener("focusout", ({ target }) => {
    // Tabbing away cancels.
    if (drag?.grip === target && drag?.grip.ariaPressed === "true") cancelDrag();
  });
}

function addGrips(root: Document): void {
  if (!COLUMNS.matches) return;
  const columns = root.querySelector<HTMLElement>(".columns");
  for (const note of columns?.querySelectorAll<HTMLElement>(".note") ?? []) {
    const grip = root.createElement("button");
    grip.type = "button";
    grip.className = "grip";
    grip.id = `${note.id}-grip`;
    grip.ariaLabel = columns?.dataset.grip ?? "";
    grip.ariaPressed = "false";
    grip.setAttribute("aria-labelledby", `${grip.id} ${note.id}-title`);
    if (!root.getElementById(grip.id)) note.prepend(grip);
  }
}

function startDrag(grip: HTMLElement): Drag | undefined {
  const note = grip.closest<HTMLElement>(".note");
  const from = grip.closest<HTMLElement>(".column");
  if (!note || !from) return undefined;
  drag = { note, grip, from, over: from };
  note.classList.add("dragged");
  note.closest(".columns")?.classList.add("dragging");
  return drag;
}

function onPointerDown(event: PointerEvent): void {
  const grip = event.target instanceof Element ? event.target.closest<HTMLElement>(".grip") : null;
  if (!grip || event.button !== 0 || drag) return;
  const started = startDrag(grip);
  if (!started) return;
  const start = { x: event.clientX, y: event.clientY };
  const began = scrolled(started.note);
  let at = start;
  let frame = 0;
  grip.setPointerCapture(event.pointerId);

  const follow = () => {
    scrollAtEdges(at);
    const now = scrolled(started.note);
    const [x, y] = [at.x - start.x + now.x - began.x, at.y - start.y + now.y - began.y];
    started.note.style.transform = `translate(${x}px, ${y}px)`;
    dragOver(columnAt(at) ?? started.over);
    frame = requestAnimationFrame(follow);
  };
  const move = (moved: PointerEvent) => {
    at = { x: moved.clientX, y: moved.clientY };
    if (!frame && Math.hypot(at.x - start.x, at.y - start.y) > THRESHOLD_PX) frame = requestAnimationFrame(follow);
  };
  const end = ({ type }: Event) => {
    cancelAnimationFrame(frame);
    grip.removeEventListener("pointermove", move);
    for (const name of ["pointerup", "pointercancel"]) grip.removeEventListener(name, end);
    if (drag !== started) return; // cancelled with Escape meanwhile
    if (type === "pointerup" && frame) drop();
    else cancelDrag();
  };
  grip.addEventListener("pointermove", move);
  for (const name of ["pointerup", "pointercancel"]) grip.addEventListener(name, end);
}

function columnAt({ x, y }: { x: number; y: number }): HTMLElement | undefined {
  // Empty columns lie over the others while something is dragged.
  const under = document.elementsFromPoint(x, y).find((each) => each.matches(".column"));
  if (under instanceof HTMLElement) return under;
  // Beside or below a column counts as in it.
  return Array.from(document.querySelectorAll<HTMLElement>(".column:not(.bare)")).find((column) => {
    const { left, right } = column.getBoundingClientRect();
    return x >= left && x <= right;
  });
}

// Returns how far all that an element lies in is scrolled: so much further it has to be brought to stay under the finger.
function scrolled(element: HTMLElement): { x: number; y: number } {
  const by = { x: 0, y: 0 };
  for (let at = element.parentElement; at; at = at.parentElement) {
    by.x += at.scrollLeft;
    by.y += at.scrollTop;
  }
  return by;
}

function scrollAtEdges({ x, y }: { x: number; y: number }): void {
  const columns = drag?.note.closest(".columns");
  // At once: a scroll that glides would run ahead of the card.
  const behavior = "instant";
  if (x < EDGE_PX) columns?.scrollBy({ left: -STEP_PX, behavior });
  if (x > window.innerWidth - EDGE_PX) columns?.scrollBy({ left: STEP_PX, behavior });
  if (y < EDGE_PX) window.scrollBy({ top: -STEP_PX, behavior });
  if (y > window.innerHeight - EDGE_PX) window.scrollBy({ top: STEP_PX, behavior });
}

function onKeyDown(event: KeyboardEvent): void {
  if (drag && event.key === "Escape") {
    event.preventDefault();
    cancelDrag();
    return;
  }
  const grip = event.target instanceof HTMLElement && event.target.matches(".grip") ? event.target : null;
  if (!grip) return;
  if (event.key === " " || event.key === "Enter") {
    event.preventDefault();
    if (drag) drop();
    else if (startDrag(grip)) {
      grip.ariaPressed = "true";
      announce(boardText("lifted"));
    }
  } else if (drag && (event.key === "ArrowLeft" || event.key === "ArrowRight")) {
    event.preventDefault();
    dragOverNeighbour(event.key === "ArrowRight" ? 1 : -1);
  }
}

// Chooses the next column on this side of the screen, whichever way the language runs.
function dragOverNeighbour(side: 1 | -1): void {
  if (!drag) return;
  const columns = Array.from(document.querySelectorAll<HTMLElement>(".column"));
  columns.sort((one, other) => one.getBoundingClientRect().left - other.getBoundingClientRect().left);
  const column = columns[columns.indexOf(drag.over) + side];
  if (!column) return;
  dragOver(column);
  column.scrollIntoView({ block: "nearest", inline: "nearest" });
  const title = column.querySelector("h2")?.textContent.trim() ?? "";
  announce(boardText("over").replace("{column}", title));
}

function dragOver(column: HTMLElement): void {
  if (!drag || drag.over === column) return;
  drag.over.classList.remove("target");
  drag.over = column;
  column.classList.toggle("target", column !== drag.from);
}

function drop(): void {
  if (!drag) return;
  const { note, from, over } = drag;
  const state = over.dataset.state ?? "";
  const form = note.querySelector("form");
  if (!form || state === from.dataset.state) {
    cancelDrag();
    return;
  }
  endDrag();
  const button = form.appendChild(document.createElement("button"));
  button.name = "state";
  button.value = state;
  button.hidden = true;
  dragged(form, state, () => form.requestSubmit(button));
  button.remove();
}

function cancelDrag(): void {
  const byKeyboard = drag?.grip.ariaPressed === "true";
  endDrag();
  if (byKeyboard) announce(boardText("left"));
}

function endDrag(): void {
  if (!drag) return;
  const { note, grip, over } = drag;
  drag = undefined;
  over.classList.remove("target");
  note.classList.remove("dragged");
  note.style.removeProperty("transform");
  note.closest(".columns")?.classList.remove("dragging");
  grip.ariaPressed = "false";
  onEnd?.();
}

// One of the sentences that the board brought along.
function boardText(name: string): string {
  return document.querySelector<HTMLElement>(".columns")?.dataset[name] ?? "";
}
