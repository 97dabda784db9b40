// Tables: rows open with a click, arrows move between rows, boxes select ranges.
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
    event.target.closest("tbody tr")?.querySelector(".table__link")?.click();
  });
  element.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const row = event.target.closest("tbody tr");
    if (!step || !row || event.target.matches("select, textarea, input:not([type=checkbox])")) return;
    const next = rows[rows.indexOf(row) + step];
    const stop = next?.querySelector(event.target.matches("input") ? "input[name=ids]" : ".table__link");
    if (stop) {
      event.preventDefault();
      stop.focus();
    }
  });
  update();
}
