// Unfolds what a link leads to: <a href="#folded" data-opens="field" data-value="2"> fills a field in for its reader, too.

export function openWhereItLeads(): void {
  document.addEventListener("click", ({ target }) => {
    const link = target instanceof Element ? target.closest<HTMLAnchorElement>("[data-opens]") : null;
    const field = link && document.getElementById(link.dataset.opens ?? "");
    if (!(field instanceof HTMLSelectElement)) return;
    field.closest("details")?.setAttribute("open", "");
    field.value = link?.dataset.value ?? "";
  });
}
