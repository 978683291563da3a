// What stands on a page for a while: ten seconds, and as long as somebody points at it or has it in focus.

export type Stop = () => void;

const WHILE_MS = 10_000;
const AGAIN_MS = 1000;

// Calls `over` once, unless it is stopped before. `selector`: what must not go away under a finger, or while it is open.
export function afterAWhile(selector: string, over: () => void): Stop {
  let timer = window.setTimeout(look, WHILE_MS);
  function look(): void {
    const isUsed = document.querySelector(`:is(${selector}):is(:hover, :focus-within, :has([open]))`) !== null;
    if (isUsed) timer = window.setTimeout(look, AGAIN_MS);
    else over();
  }
  return () => window.clearTimeout(timer);
}
