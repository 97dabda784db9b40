// Tools for a text in Markdown, and beside it how it will look, asked of the server while somebody types.
import { busy } from "./page.js";
import { report } from "./report.js";

const typingDelay = 400;
const keys = { b: "bold", i: "italic", k: "link" };
const leads = { heading: () => "## ", list: () => "- ", numbers: (index) => `${index + 1}. ` };
const anyLead = /^(#{1,6}|[-+*]|\d{1,9}[.)]) +/;

// As if it were typed, so that the browser takes it back with the rest.
function put(field, from, to, text) {
  field.focus();
  field.setSelectionRange(from, to);
  if (document.execCommand(text === "" ? "delete" : "insertText", false, text)) return;
  field.setRangeText(text, from, to, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

// Signs beside a space are none.
function chosen(field) {
  const text = field.value.slice(field.selectionStart, field.selectionEnd);
  const from = field.selectionStart + (text.trim() === "" ? 0 : text.length - text.trimStart().length);
  return { from, to: from + text.trim().length, text: text.trim() };
}

function surround(field, size) {
  const { from, to, text } = chosen(field);
  const before = /\**$/.exec(field.value.slice(0, from))[0].length;
  const stars = Math.min(before, /^\**/.exec(field.value.slice(to))[0].length);
  const isOn = text !== "" && (size === 2 ? stars >= 2 : stars % 2 === 1);
  const mark = "*".repeat(size);
  if (isOn) put(field, from - size, to + size, text);
  else put(field, from, to, mark + text + mark);
  const start = isOn ? from - size : from + size;
  field.setSelectionRange(start, start + text.length);
}

function begin(field, lead) {
  const from = field.value.slice(0, field.selectionStart).lastIndexOf("\n") + 1;
  const end = field.value.indexOf("\n", field.selectionEnd);
  const to = end < 0 ? field.value.length : end;
  const lines = field.value.slice(from, to).split("\n");
  const isOn = lines.every((line, index) => line.startsWith(lead(index)));
  const text = lines.map((line, index) => (isOn ? "" : lead(index)) + line.replace(anyLead, "")).join("\n");
  put(field, from, to, text);
  field.setSelectionRange(lines.length > 1 ? from : from + text.length, from + text.length);
}

function link(field) {
  const { from, to, text } = chosen(field);
  const isAddress = /^https?:\/\/\S+$/.test(text);
  put(field, from, to, isAddress ? `[](${text})` : `[${text}](https://)`);
  // What is missing comes next: the words, or the address.
  if (isAddress || text === "") field.setSelectionRange(from + 1, from + 1);
  else field.setSelectionRange(from + text.length + 3, from + text.length + 11);
}

function use(field, mark) {
  if (mark === "link") link(field);
  else if (leads[mark]) begin(field, leads[mark]);
  else surround(field, mark === "bold" ? 2 : 1);
}

// One of a row has the place in the order of Tab; arrows go along the line that people read.
function rove(row, chosen) {
  const parts = [...row.querySelectorAll("button")];
  row.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key] ?? 0;
    const way = getComputedStyle(row).direction === "rtl" ? -step : step;
    const ends = { Home: 0, End: parts.length - 1 }[event.key];
    if (!step && ends === undefined) return;
    event.preventDefault();
    const next = parts.at(ends ?? (parts.indexOf(document.activeElement) + way) % parts.length);
    next.focus();
    chosen(next);
  });
  return (part) => { for (const one of parts) one.tabIndex = one === part ? 0 : -1; };
}

export default function markdown(element) {
  const field = element.querySelector("textarea");
  const format = field.form.elements[element.dataset.format];
  const tools = element.querySelector("[role=toolbar]");
  const tabs = element.querySelector("[role=tablist]");
  const shown = element.querySelector(".markdown__shown");
  const isMarkdown = () => format.value === element.dataset.markdown;
  let [timer, latest] = [0, 0];

  async function preview() {
    const turn = ++latest;
    const body = new URLSearchParams({ [field.name]: field.value, [format.name]: format.value });
    try {
      const request = fetch(element.dataset.path, { method: "POST", headers: { Accept: "text/html" }, body });
      const response = await busy(shown, request);
      // What is refused is told when the form is sent; until then the last preview stays.
      if (!response.ok || response.redirected) return;
      const text = await response.text();
      if (turn === latest) shown.innerHTML = text;
    } catch (error) {
      report("markdown", error);
    }
  }

  const place = rove(tools, (tool) => place(tool));
  tools.addEventListener("click", (event) => {
    const tool = event.target.closest("[data-mark]");
    if (!tool) return;
    place(tool);
    use(field, tool.dataset.mark);
  });
  const placeTab = rove(tabs, (tab) => tab.click());
  tabs.addEventListener("click", (event) => {
    const tab = event.target.closest("[data-pane]");
    if (!tab) return;
    placeTab(tab);
    element.dataset.shows = tab.dataset.pane;
    for (const one of tabs.children) one.setAttribute("aria-selected", String(one === tab));
  });
  field.addEventListener("keydown", (event) => {
    const mark = keys[event.key.toLowerCase()];
    if (!mark || !isMarkdown() || event.ctrlKey === event.metaKey || event.altKey || event.shiftKey) return;
    event.preventDefault();
    use(field, mark);
  });
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(preview, typingDelay);
  });
  format.addEventListener("change", () => {
    tools.hidden = !isMarkdown();
    preview();
  });
}
