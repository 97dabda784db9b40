// Long forms: the save bar appears when something changed, and leaving with changes is asked about.
import { say } from "./words.js";

export default function form(element) {
  const bar = element.querySelector("[data-save-bar]");
  const text = element.querySelector("[data-save-text]");
  let changed = false;

  function change() {
    if (changed) return;
    changed = true;
    bar?.removeAttribute("data-quiet");
    if (text) text.textContent = say("Changes are not saved yet.");
  }
  element.addEventListener("input", change);
  element.addEventListener("change", change);
  element.addEventListener("submit", (event) => {
    changed = false;
    event.submitter?.setAttribute("aria-busy", "true");
  });
  addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "s" || !(event.metaKey || event.ctrlKey) || !changed) return;
    event.preventDefault();
    element.requestSubmit();
  });
}
