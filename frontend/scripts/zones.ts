// Guesses the time zone for a <select data-zone-guess> with nothing chosen yet. A choice is never overridden, whether
// the server wrote it or the browser brought it back.

export function guessZones(): void {
  for (const select of document.querySelectorAll<HTMLSelectElement>("select[data-zone-guess]")) {
    if (select.value !== "") continue;
    // Asked only where it is wanted: a slow phone takes a tenth of a second to find it out.
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (here) select.value = matching(select, here) ?? "";
  }
}

// One zone has several names (Asia/Calcutta is Asia/Kolkata), and browsers differ in which one they report.
function matching(select: HTMLSelectElement, zone: string): string | undefined {
  const values = Array.from(select.options, (option) => option.value).filter((value) => value !== "");
  if (values.includes(zone)) return zone;
  const wanted = canonical(zone);
  return values.find((value) => canonical(value) === wanted);
}

function canonical(zone: string): string {
  try {
    return Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    // The browser's list may be older than the server's.
    return zone;
  }
}
