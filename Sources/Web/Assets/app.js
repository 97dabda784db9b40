// Starts what a page asks for: every element with data-module="name …" gets its module, loaded once it is needed.
// Pages work without any of this.
import { report } from "./report.js";
import { showFlashes } from "./toast.js";
import { takeOver, watchFields } from "./validate.js";
import { say } from "./words.js";

const modules = {
  cart: () => import("./cart.js"),
  "category-fields": () => import("./category-fields.js"),
  "category-tree": () => import("./category-tree.js"),
  chart: () => import("./chart.js"),
  code: () => import("./code.js"),
  confirm: () => import("./confirm.js"),
  consent: () => import("./consent.js"),
  cooldown: () => import("./cooldown.js"),
  fill: () => import("./fill.js"),
  filters: () => import("./filters.js"),
  form: () => import("./form.js"),
  gallery: () => import("./gallery.js"),
  markdown: () => import("./markdown.js"),
  order: () => import("./order.js"),
  partial: () => import("./partial.js"),
  passkey: () => import("./passkey.js"),
  presses: () => import("./presses.js"),
  print: () => import("./print.js"),
  preview: () => import("./preview.js"),
  quantity: () => import("./quantity.js"),
  recent: () => import("./recent.js"),
  refresh: () => import("./refresh.js"),
  "scroll-row": () => import("./scroll-row.js"),
  save: () => import("./save.js"),
  search: () => import("./search.js"),
  table: () => import("./table.js"),
  uploads: () => import("./uploads.js"),
  video: () => import("./video.js"),
  variants: () => import("./variants.js"),
};
const started = new WeakMap();
const dates = JSON.parse(document.getElementById("dates")?.textContent ?? "null");

function start(element, name) {
  const names = started.get(element) ?? new Set();
  if (!modules[name] || names.has(name)) return;
  started.set(element, names.add(name));
  modules[name]().then((module) => module.default(element)).catch((error) => report(name, error));
}

function mount(root) {
  const elements = [...root.querySelectorAll("[data-module]")];
  if (root.matches?.("[data-module]")) elements.unshift(root);
  for (const element of elements) for (const name of element.dataset.module.split(" ")) start(element, name);
  for (const time of root.querySelectorAll("time[data-local]")) localise(time);
  takeOver(root);
  for (const tab of root.querySelectorAll(".tabs__tab[aria-current]")) bringIntoView(tab);
}

// On a phone the tab that is shown may lie outside of the row, at its right or, where people read that way, at its left.
function bringIntoView(tab) {
  const row = tab.closest(".tabs__list");
  if (!row || row.scrollWidth <= row.clientWidth) return;
  const [place, frame] = [tab.getBoundingClientRect(), row.getBoundingClientRect()];
  row.scrollLeft += (place.left + place.right - frame.left - frame.right) / 2;
}

// As the server writes them, in the zone of whoever reads.
function localise(time) {
  const date = new Date(time.dateTime);
  if (!dates || Number.isNaN(date.getTime())) return;
  const parts = {
    d: date.getDate(), M: date.getMonth() + 1, y: date.getFullYear(), H: date.getHours(), m: date.getMinutes(),
    MMM: dates.months[date.getMonth()],
  };
  const digits = (number, length) => [...String(number).padStart(length, "0")]
    .map((digit) => String.fromCodePoint(dates.zero.codePointAt(0) + Number(digit))).join("");
  time.textContent = dates[time.dataset.local].replace(/\{(\w+)\}/g, (_, name) =>
    parts[name] === undefined || name.length < 3 ? digits(parts[name[0]], name.length) : parts[name]);
}

const copied = new WeakMap();

function openDialog(id) {
  const dialog = document.getElementById(id);
  if (!dialog?.showModal) return false;
  if (!dialog.open) dialog.showModal();
  return true;
}

function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.menu[open]")) if (menu !== except) menu.open = false;
}

// What is wrong in a dialog is told outside of it; the way there opens it.
function followError(event) {
  const link = event.target.closest(".form-errors a");
  const control = link && document.getElementById(link.hash.slice(1));
  const dialog = control?.closest("dialog");
  if (!dialog || !openDialog(dialog.id)) return;
  event.preventDefault();
  control.focus();
}

document.addEventListener("click", async (event) => {
  followError(event);
  const target = event.target.closest("[data-dialog], [data-close], [data-copy], [data-reveal]");
  closeMenus(event.target.closest("details.menu"));
  if (event.target.matches?.("dialog") && !inside(event)) event.target.close();
  if (!target) return;
  if (target.dataset.dialog !== undefined) {
    if (openDialog(target.dataset.dialog)) event.preventDefault();
  } else if (target.dataset.close !== undefined) {
    event.preventDefault();
    target.closest("dialog")?.close();
  } else if (target.dataset.reveal !== undefined) {
    const field = target.parentElement.querySelector("input");
    const shown = field.type === "password";
    field.type = shown ? "text" : "password";
    target.setAttribute("aria-pressed", String(shown));
  } else {
    await navigator.clipboard.writeText(target.dataset.copy);
    const label = target.querySelector("span");
    // Pressed twice it says so twice as long, and then what it said at first.
    target.dataset.label ??= label.textContent;
    label.textContent = say("Copied");
    clearTimeout(copied.get(target));
    copied.set(target, setTimeout(() => { label.textContent = target.dataset.label; }, 2000));
  }
});

function inside(event) {
  const box = event.target.getBoundingClientRect();
  return event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top
    && event.clientY <= box.bottom;
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    const menu = document.querySelector("details.menu[open]");
    if (menu) menu.querySelector("summary").focus();
    closeMenus();
  }
  // What calls itself a button is pressed by the space bar, too.
  if (event.key === " " && event.target.matches("a[role=button]")) {
    event.preventDefault();
    event.target.click();
  }
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const field = document.querySelector("[data-search-field]");
  if (field) {
    event.preventDefault();
    field.focus();
    field.select();
  }
});

document.addEventListener("souk:mounted", (event) => mount(event.target));

if (location.hash.length > 1 && openDialog(location.hash.slice(1))) {
  history.replaceState(null, "", location.pathname + location.search);
}
watchFields();
mount(document);
showFlashes(document);
const code = document.querySelector("[data-module~=code]");
const first = code?.hasAttribute("aria-invalid") ? code : document.querySelector("[data-focus]") ?? code;
first?.focus({ preventScroll: first === code && !code.hasAttribute("aria-invalid") });
