// Categories are dragged by their rows: onto the upper or lower edge of another one to stand before or behind it, onto its
// middle to belong to it. The buttons of each row do the same.
const edge = 0.3;

export default function categoryTree(element) {
  const form = element.querySelector("[data-move]");
  const rows = [...element.querySelectorAll("[data-category]")].map((handle) => ({ handle, row: handle.closest("tr") }));
  let dragged = null;

  function placeAt(target, y) {
    const frame = target.row.getBoundingClientRect();
    const share = (y - frame.top) / frame.height;
    return share < edge ? "before" : share > 1 - edge ? "behind" : "into";
  }

  function mark(target, place) {
    for (const { row } of rows) row.removeAttribute("data-drop");
    if (target) target.row.dataset.drop = place;
  }

  function isBelow(target) {
    for (let next = target; next; next = rows.find((one) => one.handle.dataset.category === next.handle.dataset.parent)) {
      if (next === dragged) return true;
    }
    return false;
  }

  function drop(target, place) {
    const { category, parent } = target.handle.dataset;
    const siblings = rows.filter((one) => one.handle.dataset.parent === parent && one !== dragged);
    const next = siblings[siblings.indexOf(target) + 1]?.handle.dataset.category ?? "";
    form.elements.parent.value = place === "into" ? category : parent;
    form.elements.before.value = place === "into" ? "" : place === "before" ? category : next;
    form.action = dragged.handle.dataset.path;
    form.requestSubmit();
  }

  for (const one of rows) {
    one.row.draggable = true;
    one.row.addEventListener("dragstart", (event) => {
      dragged = one;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", one.handle.dataset.category);
    });
    one.row.addEventListener("dragend", () => {
      dragged = null;
      mark(null);
    });
    one.row.addEventListener("dragover", (event) => {
      if (!dragged || isBelow(one)) return;
      event.preventDefault();
      mark(one, placeAt(one, event.clientY));
    });
    one.row.addEventListener("drop", (event) => {
      if (!dragged || isBelow(one)) return;
      event.preventDefault();
      drop(one, placeAt(one, event.clientY));
    });
  }
}
