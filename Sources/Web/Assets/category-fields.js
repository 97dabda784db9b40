// Choosing a category shows the fields of what its goods say; nothing else on the page changes.
import { busy, explain, fail, swap } from "./page.js";

const place = "#category-attributes";

export default function categoryFields(element) {
  const select = element.querySelector("select");
  const form = select.form;
  let latest = 0;

  select.addEventListener("change", async () => {
    const turn = ++latest;
    // Files stay where they are.
    const fields = [...new FormData(form)].filter(([, value]) => typeof value === "string");
    const body = new URLSearchParams([...fields, ["action", "category"]]);
    const request = fetch(form.getAttribute("action"), { method: "POST", headers: { Accept: "text/html" }, body });
    try {
      const response = await busy(document.querySelector(place), request);
      if (turn !== latest) return;
      if (!response.ok) return explain(response);
      swap(await response.text(), place);
    } catch (error) {
      fail("category-fields", error);
    }
  });
}
