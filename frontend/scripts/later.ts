// The styles of what only scripts show come with those of paper (styles/later.css), which no page waits for: from now on
// they count on the screen, too.
export function dressWhatScriptsShow(): void {
  const later = document.querySelector<HTMLLinkElement>('link[media="print"]');
  if (later) later.media = "all";
}
