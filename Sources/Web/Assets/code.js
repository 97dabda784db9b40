// One-time codes: digits only, also from "123 456" on the clipboard; sent when complete.
export default function code(field) {
  const length = field.maxLength;
  field.addEventListener("paste", (event) => {
    event.preventDefault();
    field.value = event.clipboardData.getData("text").replace(/\D/g, "").slice(0, length);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  field.addEventListener("input", () => {
    field.value = field.value.replace(/\D/g, "");
    if (field.value.length === length && field.form.checkValidity()) field.form.requestSubmit();
  });
}
