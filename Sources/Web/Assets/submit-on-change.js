// Lists that take effect when something is chosen, by a button of their own where they name one.
export default function submitOnChange(field) {
  const button = document.getElementById(field.dataset.presses ?? "");
  field.addEventListener("change", () => field.form?.requestSubmit(button));
}
