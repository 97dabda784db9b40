// The filter sheet on a phone: opens in place, holds the focus, closes with Escape.
export default function filters(form) {
  const opener = document.querySelector(".filters-open");
  const root = document.documentElement;
  const close = () => {
    form.classList.remove("filters--open");
    root.classList.remove("is-locked");
    document.querySelector(".filters-open")?.focus();
  };
  opener?.addEventListener("click", (event) => {
    event.preventDefault();
    form.classList.add("filters--open");
    root.classList.add("is-locked");
    form.querySelector("[data-close-filters]").focus();
  });
  form.querySelector("[data-close-filters]").addEventListener("click", (event) => {
    event.preventDefault();
    close();
  });
  form.addEventListener("keydown", (event) => {
    if (!form.classList.contains("filters--open")) return;
    if (event.key === "Escape") close();
    if (event.key !== "Tab") return;
    const stops = [...form.querySelectorAll("a, button, input, summary")].filter((stop) => stop.offsetParent);
    const last = stops[stops.length - 1];
    if (event.shiftKey && document.activeElement === stops[0]) {
      event.preventDefault();
      last.focus();
    } else if (!event.shiftKey && document.activeElement === last) {
      event.preventDefault();
      stops[0].focus();
    }
  });
  // Every change was sent already, so the button has only to close the sheet.
  form.addEventListener("submit", (event) => { if (event.submitter) close(); });
}
