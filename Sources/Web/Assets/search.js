// Suggestions below the search field: a combobox after the ARIA pattern.
import { report } from "./report.js";
import { say } from "./words.js";

const delay = 140;

// What /api/v1/search/suggestions answers, as lines with a place to go to.
function lines(answer) {
  const products = answer.products.map((one) => (
    { text: one.title, kind: say("Product"), path: `/products/${encodeURIComponent(one.slug)}` }));
  const categories = answer.categories.map((one) => (
    { text: one.name, kind: say("Category"), path: `/categories/${encodeURIComponent(one.slug)}` }));
  const shops = answer.shops.map((one) => (
    { text: one.name, kind: say("Shop"), path: `/shops/${encodeURIComponent(one.slug)}` }));
  return [...products.slice(0, 6), ...categories.slice(0, 3), ...shops.slice(0, 3)];
}

export default function search(form) {
  const field = form.querySelector("[data-search-field]");
  const list = document.createElement("ul");
  list.id = "suggestions";
  list.className = "suggestions";
  list.role = "listbox";
  list.hidden = true;
  list.setAttribute("aria-label", say("Suggestions"));
  form.append(list);
  field.role = "combobox";
  field.setAttribute("aria-controls", list.id);
  field.setAttribute("aria-expanded", "false");
  field.setAttribute("aria-autocomplete", "list");
  let items = [];
  let active = -1;
  let timer;
  let request;

  function close() {
    clearTimeout(timer);
    request?.abort();
    list.hidden = true;
    active = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  }

  function show(found) {
    items = found;
    active = -1;
    field.removeAttribute("aria-activedescendant");
    list.replaceChildren(...items.map((item, index) => {
      const row = document.createElement("li");
      row.id = `suggestion-${index}`;
      row.role = "option";
      row.className = "suggestions__item";
      const text = document.createElement("span");
      text.dir = "auto";
      text.textContent = item.text;
      const kind = document.createElement("span");
      kind.className = "suggestions__kind";
      kind.textContent = item.kind;
      row.append(text, kind);
      row.addEventListener("pointerdown", (event) => {
        event.preventDefault();
        location.assign(item.path);
      });
      return row;
    }));
    list.hidden = items.length === 0;
    field.setAttribute("aria-expanded", String(items.length > 0));
  }

  function move(step) {
    if (list.hidden) return;
    active = (active + step + items.length + 1) % (items.length + 1);
    if (active === items.length) active = -1;
    [...list.children].forEach((row, index) => row.setAttribute("aria-selected", String(index === active)));
    if (active < 0) field.removeAttribute("aria-activedescendant");
    else field.setAttribute("aria-activedescendant", `suggestion-${active}`);
  }

  async function ask() {
    const query = field.value.trim();
    if (query.length < 2) return close();
    request?.abort();
    const mine = request = new AbortController();
    try {
      const url = `${form.dataset.suggestions}?q=${encodeURIComponent(query)}`;
      const response = await fetch(url, { signal: mine.signal, headers: { Accept: "application/json" } });
      if (!response.ok) throw new Error(`${url} answered ${response.status}`);
      const found = lines(await response.json());
      if (mine === request && document.activeElement === field) show(found);
    } catch (error) {
      if (error.name === "AbortError") return;
      // People can search without suggestions.
      close();
      report("search", error);
    }
  }

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, delay);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) ask();
      else move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      location.assign(items[active].path);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    }
  });
  field.addEventListener("blur", close);
}
