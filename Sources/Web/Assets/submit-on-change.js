// Lists that take effect when something is chosen.
export default function submitOnChange(field) {
  field.addEventListener("change", () => field.form?.requestSubmit());
}
