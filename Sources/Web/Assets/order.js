// Lists that are put in order by dragging. Each entry has the form that puts it before another one, which buttons send, too.
export default function order(list) {
  let dragged = null;
  let former = null;

  list.addEventListener("dragstart", (event) => {
    dragged = event.target.closest("[data-id]");
    former = dragged?.nextElementSibling;
    dragged?.classList.add("ordered__item--dragged");
  });
  list.addEventListener("dragover", (event) => {
    const over = event.target.closest("[data-id]");
    if (!dragged || !over || over === dragged) return;
    event.preventDefault();
    const items = [...list.children];
    over[items.indexOf(over) > items.indexOf(dragged) ? "after" : "before"](dragged);
  });
  list.addEventListener("dragend", () => {
    if (!dragged) return;
    const next = dragged.nextElementSibling;
    const form = dragged.querySelector("form[data-place]");
    dragged.classList.remove("ordered__item--dragged");
    dragged = null;
    if (next === former || !form) return;
    form.elements.before.value = next?.dataset.id ?? "";
    form.requestSubmit();
  });
}
