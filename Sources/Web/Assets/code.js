// One-time codes: one field under six boxes, so that filling in, screen readers and pages without script just work.
// Digits only, also from "123 456" on the clipboard; arrows move from box to box, and a full code sends itself.
export default function code(field) {
  const length = field.maxLength;
  const boxes = [...(field.parentElement.querySelector(".code__boxes")?.children ?? [])];
  let sent = "";

  function mark() {
    const at = document.activeElement === field ? Math.min(field.selectionStart, length - 1) : -1;
    boxes.forEach((box, index) => box.toggleAttribute("data-on", index === at));
  }

  // A filled box is selected, so that the next digit takes the place of its own.
  function go(place) {
    const at = Math.max(0, Math.min(place, field.value.length, length - 1));
    field.setSelectionRange(at, Math.min(at + 1, field.value.length));
    mark();
  }

  function send() {
    if (field.value.length !== length || field.value === sent) return;
    sent = field.value;
    if (field.form.checkValidity()) field.form.requestSubmit();
    else field.form.querySelector("input:invalid")?.focus();
  }

  function put(text, place) {
    const digits = text.replace(/\D/g, "");
    const kept = digits.length >= length ? "" : field.value.slice(0, place);
    field.value = (kept + digits + field.value.slice(place + digits.length)).slice(0, length);
    go(kept.length + digits.length);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  field.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const at = field.selectionStart;
    const moves = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: length };
    if (event.key in moves) {
      event.preventDefault();
      go(moves[event.key]);
    } else if (event.key === "Backspace" && field.selectionEnd - at < 2) {
      event.preventDefault();
      const filled = field.selectionEnd > at;
      const from = filled ? at : at - 1;
      if (from < 0) return;
      field.value = field.value.slice(0, from) + field.value.slice(from + 1);
      go(filled ? at - 1 : from);
    }
  });
  field.addEventListener("paste", (event) => {
    event.preventDefault();
    put(event.clipboardData.getData("text"), field.selectionStart);
  });
  field.addEventListener("input", () => {
    const digits = field.value.replace(/\D/g, "");
    if (digits !== field.value) field.value = digits;
    if (field.selectionStart === field.selectionEnd) go(field.selectionStart);
    send();
  });
  field.addEventListener("click", () => go(field.selectionStart));
  field.addEventListener("focus", () => requestAnimationFrame(() => go(field.value.length)));
  field.addEventListener("blur", mark);
}
