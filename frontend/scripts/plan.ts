// A plan from a list follows a number that was corrected, as it does without scripts when it is shown again: the server
// reckons, and what nobody typed comes in from its answer.

import { post } from "./forms";
import { parse } from "./morph";

let asked = 0;

// <form data-follows="id of the button that shows it again">, with a row for each task.
export function followNumbers(): void {
  document.addEventListener("change", (event) => {
    const field = event.target;
    if (!(field instanceof HTMLInputElement) || !field.id.startsWith("p-needed-")) return;
    const form = field.form;
    const again = document.getElementById(form?.dataset.follows ?? "");
    if (form && again instanceof HTMLButtonElement) follow(form, again);
  });
}

async function follow(form: HTMLFormElement, again: HTMLButtonElement): Promise<void> {
  asked += 1;
  const turn = asked;
  const sent = new Map(fieldsIn(form).map((field) => [field.id, field.value]));
  const answer = await post(form, again);
  // A later number is on its way, or there is nothing to follow, such as where a row was split or a bound is reached.
  if (!answer?.response.ok || turn !== asked) return;
  const incoming = parse(answer.html);
  if (incoming.querySelectorAll(".plan > li").length !== document.querySelectorAll(".plan > li").length) return;
  for (const field of fieldsIn(form)) {
    const newer = incoming.getElementById(field.id);
    if (newer instanceof HTMLInputElement && field.value === sent.get(field.id)) field.value = newer.value;
  }
  for (const text of document.querySelectorAll("#opening, .plan summary small")) {
    const newer = incoming.getElementById(text.id);
    if (newer) text.textContent = newer.textContent;
  }
}

function fieldsIn(form: HTMLFormElement): HTMLInputElement[] {
  return Array.from(
    form.querySelectorAll<HTMLInputElement>("input[id^='p-minutes'], input[type=hidden]:not([name=key])"),
  );
}
