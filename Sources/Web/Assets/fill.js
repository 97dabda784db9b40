// What is typed over a table goes into its column in every row.
export default function fill(element) {
  const form = element.closest("form");
  const fields = [...element.querySelectorAll("input")];
  element.querySelector("button").addEventListener("click", (event) => {
    event.preventDefault();
    const typed = fields.filter((field) => field.value.trim() !== "");
    if (typed.length === 0) fields[0].focus();
    for (const field of typed) {
      const column = field.name.slice(field.name.indexOf("."));
      for (const cell of form.querySelectorAll(`[name^="rows["][name$="]${column}"]`)) {
        cell.value = field.value;
        cell.dispatchEvent(new Event("input", { bubbles: true }));
        cell.dispatchEvent(new Event("change", { bubbles: true }));
      }
      field.value = "";
    }
  });
}
