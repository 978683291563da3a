// Asks the server over a line that may stall: every request has a deadline, so that nothing waits for good.

const DEADLINE_MS = 12_000;
// A long list may take its time on a slow line: 32 kbit/s.
const BYTES_PER_MS = 4;

export interface Answer {
  response: Response;
  html: string;
  // The address of the page that has come: a form is sent to another one.
  url: string;
  // Whether a form has served, and this is the page after it: fetched from there, or come at once in its place.
  led: boolean;
}

// Returns null where no whole answer has arrived in time: then nobody knows whether the request has.
export async function ask(url: string, init: RequestInit = {}): Promise<Answer | null> {
  const deadline = new AbortController();
  const size = init.body ? String(init.body).length : 0;
  const giveUp = () => deadline.abort();
  let timer = window.setTimeout(giveUp, DEADLINE_MS + size / BYTES_PER_MS);
  try {
    const response = await fetch(url, { ...init, signal: deadline.signal });
    window.clearTimeout(timer);
    timer = window.setTimeout(giveUp, DEADLINE_MS);
    const at = response.headers.get("Content-Location");
    const page = at === null ? response.url : new URL(at, response.url).href;
    return { response, html: await response.text(), url: page, led: response.redirected || at !== null };
  } catch {
    return null;
  } finally {
    window.clearTimeout(timer);
  }
}
