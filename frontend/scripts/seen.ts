// Says that news on somebody's own page has been read, once it is in sight: <form data-seen>, which a tap sends as well.
// Nothing is shown and nothing waits for it; where it does not arrive, the next visit says it again.

export function sayWhatWasSeen(): void {
  const form = document.querySelector<HTMLFormElement>("form[data-seen]");
  if (!form) return;
  const { action } = form;
  const say = () => {
    if (document.visibilityState !== "visible") return;
    document.removeEventListener("visibilitychange", say);
    fetch(action, { method: "POST", body: new URLSearchParams(), redirect: "manual" }).catch(() => undefined);
  };
  document.addEventListener("visibilitychange", say);
  say();
}
