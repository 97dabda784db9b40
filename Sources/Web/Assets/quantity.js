// One more, one less.
export default function quantity(element) {
  const field = element.querySelector("input");
  const buttons = [...element.querySelectorAll("[data-step]")];
  function limit() {
    for (const button of buttons) {
      const next = Number(field.value) + Number(button.dataset.step);
      button.disabled = next < Number(field.min) || next > Number(field.max);
    }
  }
  for (const button of buttons) {
    button.addEventListener("click", () => {
      field.value = String(Number(field.value) + Number(button.dataset.step));
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }
  field.addEventListener("input", limit);
  limit();
}
