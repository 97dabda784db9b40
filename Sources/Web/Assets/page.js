// Sends forms and takes parts of the answer into this page.
import { report } from "./report.js";
import { showFlashes, toast } from "./toast.js";
import { say } from "./words.js";

const patience = 300;

// Sends a form as the browser would; answers the response after redirects.
export function send(form, submitter, accept = "text/html") {
  const data = new FormData(form, submitter);
  const action = submitter?.getAttribute("formaction") ?? form.getAttribute("action") ?? location.href;
  const url = new URL(action, location.href);
  const headers = { Accept: accept };
  if (form.method === "get") {
    url.search = new URLSearchParams([...data].filter(([, value]) => value !== "")).toString();
    return fetch(url, { headers });
  }
  const body = form.enctype === "multipart/form-data" ? data : new URLSearchParams(data);
  return fetch(url, { method: "POST", headers, body });
}

// Takes the elements that match the selectors from an answer and puts them in place of ours.
export function swap(text, selectors) {
  const answer = new DOMParser().parseFromString(text, "text/html");
  const focused = document.activeElement;
  const openIds = [...document.querySelectorAll(".filters--open, details[open][id]")].map((element) => element.id);
  let found = false;
  for (const selector of selectors.split(",")) {
    const old = document.querySelector(selector.trim());
    const fresh = answer.querySelector(selector.trim());
    if (!old || !fresh) continue;
    found = true;
    old.replaceWith(fresh);
    if (openIds.includes("filters")) fresh.querySelector("#filters")?.classList.add("filters--open");
    fresh.dispatchEvent(new CustomEvent("souk:mounted", { bubbles: true }));
  }
  if (found) restoreFocus(focused);
  takeCounts(answer);
  showFlashes(answer);
  return found;
}

// Header counts follow every answer.
export function takeCounts(answer) {
  for (const name of ["cart", "wishlist"]) {
    const ours = document.querySelector(`[data-${name}-count]`);
    const theirs = answer.querySelector(`[data-${name}-count]`);
    if (ours && theirs) ours.replaceChildren(...theirs.childNodes);
  }
}

export function setCartCount(count) {
  const place = document.querySelector("[data-cart-count]");
  if (!place) return;
  place.replaceChildren();
  if (count < 1) return;
  const badge = document.createElement("span");
  badge.className = "count num";
  badge.textContent = count > 99 ? "99+" : String(count);
  place.append(badge);
}

// Says what went wrong: the detail of a problem, or that it did not work.
export async function explain(response) {
  let detail;
  try {
    if (response?.headers.get("content-type")?.includes("json")) detail = (await response.json()).detail;
  } catch (error) {
    report("page", error);
  }
  toast(detail ?? say("That did not work. Nothing was changed; please try again."));
}

// The same for what a script threw, a lost connection or a fault of its own.
export function fail(name, error) {
  report(name, error);
  return explain(null);
}

// Shows that something is on its way when it takes longer than a moment.
export async function busy(element, work) {
  const timer = setTimeout(() => element?.setAttribute("data-loading", ""), patience);
  try {
    return await work;
  } finally {
    clearTimeout(timer);
    element?.removeAttribute("data-loading");
  }
}

function restoreFocus(focused) {
  if (!focused || focused === document.body || focused.isConnected) return;
  const name = focused.getAttribute("name");
  const label = focused.getAttribute("aria-label");
  const place = (focused.id && document.getElementById(focused.id))
    || (label && document.querySelector(`[aria-label="${CSS.escape(label)}"]`))
    || (name && document.querySelector(`[name="${CSS.escape(name)}"]`));
  place?.focus({ preventScroll: true });
  // What is being typed stays as it is typed; the answer may write it another way.
  if (!place?.matches("input[inputmode=decimal]") || place.tagName !== focused.tagName) return;
  place.value = focused.value;
  place.setSelectionRange(focused.selectionStart, focused.selectionEnd);
}

addEventListener("popstate", (event) => {
  if (event.state?.souk) location.reload();
});
