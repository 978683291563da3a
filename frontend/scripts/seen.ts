// Says that news on somebody's own page has been read, once it is in sight: <form data-seen>, which a tap sends as well.
// It says so of the state of the page that is shown, so what comes later is news again. Nothing is shown and nothing
// waits for it; where it does not arrive, the next visit says it again.

import { ask } from "./line";

let said = "";

// Looks at the page now, whenever it comes into view again, and after each newer state of it.
export function sayWhatWasSeen(): void {
  if (!document.body.classList.contains("helper")) return;
  const inSight = new IntersectionObserver((entries) => {
    if (entries.some(({ isIntersecting }) => isIntersecting)) say();
  });
  const look = () => {
    inSight.disconnect();
    const form = document.querySelector("form[data-seen]");
    if (form) inSight.observe(form);
  };
  document.addEventListener("visibilitychange", look);
  new MutationObserver(look).observe(document.body, { attributeFilter: ["data-version"] });
  look();
}

function say(): void {
  const form = document.querySelector<HTMLFormElement>("form[data-seen]");
  if (!form || document.visibilityState !== "visible") return;
  const body = new URLSearchParams(Array.from(new FormData(form), ([name, value]) => [name, String(value)]));
  if (body.toString() === said) return;
  said = body.toString();
  void ask(form.action, { method: "POST", body, redirect: "manual" });
}
