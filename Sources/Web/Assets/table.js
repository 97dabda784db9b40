// Tables: rows open with a click, arrows or j and k move between rows, space chooses one, a slash leads to the search of
// the list, boxes select ranges. Keys mean something within the table alone.
import { say } from "./words.js";

export default function table(element) {
  const rows = [...element.tBodies[0].rows];
  const boxes = rows.map((row) => row.querySelector("input[name=ids]"));
  const all = element.querySelector("[data-select-all]");
  const text = element.closest("form")?.querySelector("[data-bulk-text]");
  const frame = element.parentElement;
  let last = -1;

  // Whether the table is as wide as its place or wider.
  new ResizeObserver(() => {
    frame.toggleAttribute("data-fits", element.offsetWidth <= frame.clientWidth);
  }).observe(frame);

  function update() {
    const count = boxes.filter((box) => box?.checked).length;
    if (text) text.textContent = say("{1} selected", count);
    if (!all) return;
    all.checked = count > 0 && count === boxes.length;
    all.indeterminate = count > 0 && count < boxes.length;
  }

  all?.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    update();
  });
  boxes.forEach((box, index) => box?.addEventListener("click", (event) => {
    if (event.shiftKey && last >= 0) {
      for (let place = Math.min(last, index); place <= Math.max(last, index); place += 1) {
        boxes[place].checked = box.checked;
      }
    }
    last = index;
    update();
  }));
  element.addEventListener("click", (event) => {
    if (event.target.closest("a, button, input, label, select, summary, form")) return;
    if (String(getSelection())) return;
    // The room around a box belongs to the box.
    const place = event.target.closest("td.table__select");
    if (place) return void place.querySelector("input").click();
    event.target.closest("tbody tr")?.querySelector(".table__link")?.click();
  });
  frame.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (target.matches("select, textarea, input:not([type=checkbox])")) return;
    const row = target.closest("tbody tr");
    const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[key];
    if (step && (row || key.length === 1)) {
      const next = rows[row ? rows.indexOf(row) + step : 0];
      const box = next?.querySelector("input[name=ids]");
      const stop = row && target.matches("input") ? box : next?.querySelector(".table__link") ?? box;
      if (!stop) return;
      event.preventDefault();
      stop.focus();
    } else if (key === " " && row && target.matches(".table__link")) {
      event.preventDefault();
      boxes[rows.indexOf(row)]?.click();
    } else if (key === "/") {
      const search = document.querySelector(".toolbar input[type=search]");
      if (!search) return;
      event.preventDefault();
      event.stopPropagation();
      search.focus();
    }
  });
  update();
}
