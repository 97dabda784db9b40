// Says what is wrong with a field when it is left or its form is sent, in the place where the server would say it.
import { say } from "./words.js";

const stay = "textarea, select, input:not([type=checkbox], [type=radio], [type=hidden], [type=search], [type=file])";
const demanding = ":required, [pattern], [min], [max], [minlength], [type=email], [type=url], [type=number]";

function message(field) {
  const state = field.validity;
  if (state.customError) return field.validationMessage;
  if (state.badInput || state.stepMismatch) return say("Write a whole number.");
  if (state.valueMissing) return field.matches("select, [type=radio]") ? say("Choose one.") : say("This is needed.");
  if (state.typeMismatch && field.type === "email") return say("Write an e-mail address, as name@example.org.");
  if (state.typeMismatch) return say("Write an address, as https://example.org.");
  if (state.tooShort) return say("At least {1} characters.", field.minLength);
  if (state.rangeUnderflow) return say("At least {1}.", field.min);
  if (state.rangeOverflow) return say("At most {1}.", field.max);
  if (state.patternMismatch && field.inputMode === "numeric") return say("Type {1} digits.", field.maxLength);
  return say("Write it as it is asked for.");
}

// The sign that the server puts before what is wrong, out of the same sprite.
function warning() {
  const sprite = document.querySelector("svg.icon use")?.getAttribute("href")?.split("#")[0];
  if (!sprite) return [];
  const icon = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  icon.classList.add("icon");
  icon.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `${sprite}#warning`);
  icon.append(use);
  return [icon];
}

// One of several radio buttons speaks for all: the first.
function speaker(field) {
  return field.type === "radio" ? field.form.querySelector(`input[name="${CSS.escape(field.name)}"]`) : field;
}

function check(given) {
  const field = speaker(given);
  const frame = field.closest(".field");
  if (!frame) return;
  const id = `${field.id}-error`;
  let place = document.getElementById(id);
  if (field.validity.valid) {
    frame.classList.remove("field--error");
    field.removeAttribute("aria-invalid");
    place?.remove();
    return;
  }
  if (!place) {
    place = document.createElement("p");
    place.className = "field__error";
    place.id = id;
    frame.append(place);
  }
  const text = document.createElement("span");
  text.textContent = message(field);
  place.replaceChildren(...warning(), text);
  frame.classList.add("field--error");
  field.setAttribute("aria-invalid", "true");
  const described = new Set((field.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean));
  field.setAttribute("aria-describedby", [...described.add(id)].join(" "));
}

// Forms whose every demand can be answered for beside its field; the browser's bubbles would lie over our words.
export function takeOver(root) {
  const forms = root.matches?.("form") ? [root] : root.querySelectorAll("form[method=post]");
  for (const form of forms) {
    const asking = [...form.elements].filter((field) => field.matches(demanding));
    if (asking.length > 0 && asking.every((field) => field.id && field.closest(".field"))) form.noValidate = true;
  }
}

function holdBack(event) {
  const form = event.target;
  if (!form.noValidate || event.submitter?.formNoValidate) return;
  const wrong = [...form.elements].filter((field) => field.willValidate && !field.validity.valid && speaker(field) === field);
  if (wrong.length === 0) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  wrong.forEach(check);
  const folded = wrong[0].closest("details");
  if (folded) folded.open = true;
  wrong[0].focus({ preventScroll: true });
  wrong[0].closest(".field")?.scrollIntoView({ block: "nearest" });
}

export function watchFields() {
  document.addEventListener("submit", holdBack, true);
  document.addEventListener("focusout", (event) => {
    const field = event.target;
    if (!field.matches?.(stay) || !field.closest("form[method=post]")) return;
    if (field.value !== "" || field.getAttribute("aria-invalid")) check(field);
  });
  // A file that the server would refuse for its size need not travel first.
  document.addEventListener("change", (event) => {
    const field = event.target;
    const most = Number(field.dataset?.maximumBytes);
    if (most) {
      const isTooLarge = [...field.files].some((file) => file.size > most);
      field.setCustomValidity(isTooLarge ? say("This file is too large: at most {1} MB.", Math.floor(most / 1048576)) : "");
    }
    if (most || (field.type === "radio" && field.required)) check(field);
  });
  document.addEventListener("input", (event) => {
    if (event.target.getAttribute?.("aria-invalid") && event.target.validity.valid) check(event.target);
  });
}
