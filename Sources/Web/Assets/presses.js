// Lists that other fields depend on: choosing presses the button that shows these.
export default function presses(field) {
  const button = document.getElementById(field.dataset.presses);
  field.addEventListener("change", () => field.form?.requestSubmit(button));
}
