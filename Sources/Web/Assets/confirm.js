// Dangerous buttons wake up when the phrase is typed.
export default function confirm(form) {
  const field = form.querySelector("[data-confirm]");
  const button = form.querySelector("[type=submit]");
  const check = () => { button.disabled = field.value.trim() !== field.dataset.confirm; };
  field.addEventListener("input", check);
  check();
}
