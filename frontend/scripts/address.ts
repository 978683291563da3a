// The address that a page fetches itself from again. Rows of the board that were ticked on this page stay in their places
// as long as it is open, and what was just done can be undone in its row for ten seconds: both are said to the server,
// which makes the page, and not shown in the address bar.

import { afterAWhile, type Stop } from "./while";

// What an address says of the action before.
export const DONE = ["notice", "undo", "taken"];

const stays = new Map<string, string>();
let said = new URLSearchParams();
let forgetting: Stop | undefined;

// Notes that a form was sent: the row of <form data-stays="12" action="...?at=open"> stays. Returns where to send it.
export function actionOf(form: HTMLFormElement): string {
  const action = new URL(form.action);
  if (stays.size) action.searchParams.set("stay", spelled());
  const row = form.dataset.stays;
  if (row) {
    const section = stays.get(row) ?? action.searchParams.get("at") ?? "";
    stays.delete(row); // the last one is the one that was ticked last
    stays.set(row, section);
  }
  return action.href;
}

// Notes the address that a form led to: for a while it can be undone in its row, then the row looks like the others.
export function answered(url: string): void {
  said = new URL(url).searchParams;
  forgetting?.();
  forgetting = afterAWhile("#said, .did", () => {
    said = new URLSearchParams();
    for (const each of document.querySelectorAll(".did")) each.remove();
  });
}

// Sends the form of a row that was dragged: it stays nowhere else, and what is done by that is undone in its row.
export function dragged(form: HTMLFormElement, state: string, send: () => void): void {
  const row = form.dataset.stays ?? "";
  stays.delete(row);
  if (state === "done") stays.set(row, state);
  delete form.dataset.stays;
  send();
  form.dataset.stays = row;
}

export function address(): string {
  const query = new URLSearchParams(location.search);
  for (const name of [...DONE, "stay"]) query.delete(name);
  if (stays.size) query.set("stay", spelled());
  for (const name of DONE) if (said.has(name)) query.set(name, said.get(name) ?? "");
  return query.size ? `${location.pathname}?${query}` : location.pathname;
}

function spelled(): string {
  return Array.from(stays, ([row, section]) => `${row}.${section}`).join(",");
}
