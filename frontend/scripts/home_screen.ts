// Offers to put somebody's own page on the home screen: <button id="to-home-screen" hidden>. Only where a browser says
// that it would; elsewhere its own menu has it, and nothing is said.

interface InstallPrompt extends Event {
  prompt(): Promise<unknown>;
}

export function offerHomeScreen(): void {
  window.addEventListener("beforeinstallprompt", (event) => {
    const button = document.querySelector<HTMLButtonElement>("#to-home-screen");
    if (!button) return;
    event.preventDefault();
    button.hidden = false;
    button.onclick = () => {
      button.hidden = true;
      void (event as InstallPrompt).prompt();
    };
  });
}
