// Moving a task between the columns of the board by its grip: with a mouse, a finger or the keyboard. Where it is
// put down, the button is pressed that moves it there without scripts; so what follows is the same, refusals too.
//
//   <div class="columns" data-grip="..." data-lifted="..." data-over="... {column}" data-left="...">
//     <section class="column" data-state="open"> <li class="note"> ... <button name="state" value="done">

import { onEveryState } from "./morph";
import { announce } from "./status";

const EDGE_PX = 56;
const STEP_PX = 12;
const MOVED_PX = 6;

interface Carried {
  note: HTMLElement;
  grip: HTMLElement;
  from: HTMLElement;
  over: HTMLElement;
}

let carried: Carried | undefined;

export function offerDragging(): void {
  onEveryState(addGrips);
  document.addEventListener("pointerdown", liftByPointer);
  document.addEventListener("keydown", byKey);
  document.addEventListener("focusout", ({ target }) => {
    // Whoever tabs away has put it back.
    if (carried?.grip === target && carried?.grip.ariaPressed === "true") putBack();
  });
}

function addGrips(root: Document): void {
  const columns = root.querySelector<HTMLElement>(".columns");
  for (const note of columns?.querySelectorAll<HTMLElement>(".note") ?? []) {
    const grip = root.createElement("button");
    grip.type = "button";
    grip.className = "grip";
    grip.id = `${note.id}-grip`;
    grip.ariaLabel = columns?.dataset.grip ?? "";
    grip.ariaPressed = "false";
    grip.setAttribute("aria-describedby", `${note.id}-title`);
    if (!root.getElementById(grip.id)) note.prepend(grip);
  }
}

function lift(grip: HTMLElement): Carried | undefined {
  const note = grip.closest<HTMLElement>(".note");
  const from = grip.closest<HTMLElement>(".column");
  if (!note || !from) return undefined;
  carried = { note, grip, from, over: from };
  note.classList.add("dragged");
  note.closest(".columns")?.classList.add("dragging");
  return carried;
}

function liftByPointer(event: PointerEvent): void {
  const grip = event.target instanceof Element ? event.target.closest<HTMLElement>(".grip") : null;
  if (!grip || event.button !== 0 || carried) return;
  const held = lift(grip);
  if (!held) return;
  const start = { x: event.clientX, y: event.clientY };
  let at = start;
  let frame = 0;
  grip.setPointerCapture(event.pointerId);

  const follow = () => {
    scrollNear(at);
    held.note.style.transform = `translate(${at.x - start.x}px, ${at.y - start.y}px)`;
    hover(columnAt(at) ?? held.over);
    frame = requestAnimationFrame(follow);
  };
  const move = (moved: PointerEvent) => {
    at = { x: moved.clientX, y: moved.clientY };
    if (!frame && Math.hypot(at.x - start.x, at.y - start.y) > MOVED_PX) frame = requestAnimationFrame(follow);
  };
  const end = ({ type }: Event) => {
    cancelAnimationFrame(frame);
    grip.removeEventListener("pointermove", move);
    for (const name of ["pointerup", "pointercancel"]) grip.removeEventListener(name, end);
    if (carried !== held) return; // put back with Escape meanwhile
    if (type === "pointerup" && frame) putDown();
    else putBack();
  };
  grip.addEventListener("pointermove", move);
  for (const name of ["pointerup", "pointercancel"]) grip.addEventListener(name, end);
}

function columnAt({ x, y }: { x: number; y: number }): HTMLElement | undefined {
  // The columns stand side by side: beside or below one counts as in it.
  const near = Array.from(document.querySelectorAll<HTMLElement>(".column")).filter((column) => {
    const { left, right } = column.getBoundingClientRect();
    return x >= left && x <= right;
  });
  return near.length === 1 ? near[0] : (document.elementFromPoint(x, y)?.closest<HTMLElement>(".column") ?? undefined);
}

function scrollNear({ x, y }: { x: number; y: number }): void {
  const columns = carried?.note.closest(".columns");
  if (x < EDGE_PX) columns?.scrollBy(-STEP_PX, 0);
  if (x > window.innerWidth - EDGE_PX) columns?.scrollBy(STEP_PX, 0);
  if (y < EDGE_PX) window.scrollBy(0, -STEP_PX);
  if (y > window.innerHeight - EDGE_PX) window.scrollBy(0, STEP_PX);
}

function byKey(event: KeyboardEvent): void {
  if (carried && event.key === "Escape") {
    event.preventDefault();
    putBack();
    return;
  }
  const grip = event.target instanceof HTMLElement && event.target.matches(".grip") ? event.target : null;
  if (!grip) return;
  if (event.key === " " || event.key === "Enter") {
    event.preventDefault();
    if (carried) putDown();
    else if (lift(grip)) {
      grip.ariaPressed = "true";
      announce(words("lifted"));
    }
  } else if (carried && (event.key === "ArrowLeft" || event.key === "ArrowRight")) {
    event.preventDefault();
    next(event.key === "ArrowRight" ? 1 : -1);
  }
}

// The column that lies next on this side of the screen, whichever way the language runs.
function next(side: 1 | -1): void {
  if (!carried) return;
  const columns = Array.from(document.querySelectorAll<HTMLElement>(".column"));
  columns.sort((one, other) => one.getBoundingClientRect().left - other.getBoundingClientRect().left);
  const column = columns[columns.indexOf(carried.over) + side];
  if (!column) return;
  hover(column);
  column.scrollIntoView({ block: "nearest", inline: "nearest" });
  const title = column.querySelector("h2")?.textContent.trim() ?? "";
  announce(words("over").replace("{column}", title));
}

function hover(column: HTMLElement): void {
  if (!carried || carried.over === column) return;
  carried.over.classList.remove("target");
  carried.over = column;
  column.classList.toggle("target", column !== carried.from);
}

function putDown(): void {
  if (!carried) return;
  const { note, from, over } = carried;
  const state = over.dataset.state ?? "";
  const button = note.querySelector<HTMLButtonElement>(`button[name=state][value=${CSS.escape(state)}]`);
  if (!button || state === from.dataset.state) {
    putBack();
    return;
  }
  letGo();
  button.form?.requestSubmit(button);
}

function putBack(): void {
  const byKeyboard = carried?.grip.ariaPressed === "true";
  letGo();
  if (byKeyboard) announce(words("left"));
}

function letGo(): void {
  if (!carried) return;
  const { note, grip, over } = carried;
  carried = undefined;
  over.classList.remove("target");
  note.classList.remove("dragged");
  note.style.removeProperty("transform");
  note.closest(".columns")?.classList.remove("dragging");
  grip.ariaPressed = "false";
  document.dispatchEvent(new CustomEvent("dropped"));
}

function words(name: string): string {
  return document.querySelector<HTMLElement>(".columns")?.dataset[name] ?? "";
}
