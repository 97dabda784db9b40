// Says what is wrong with a field when it is left, in the place where the server would say it.
import { say } from "./words.js";

const stay = "textarea, select, input:not([type=checkbox], [type=radio], [type=hidden], [type=search], [type=file])";

function message(field) {
  const state = field.validity;
  if (state.valueMissing) return say("This is needed.");
  if (state.typeMismatch && field.type === "email") return say("Write an e-mail address, as name@example.org.");
  if (state.tooShort) return say("At least {1} characters.", field.minLength);
  return field.validationMessage;
}

function check(field) {
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
  place.textContent = message(field);
  frame.classList.add("field--error");
  field.setAttribute("aria-invalid", "true");
  const described = new Set((field.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean));
  field.setAttribute("aria-describedby", [...described.add(id)].join(" "));
}

export function watchFields() {
  document.addEventListener("focusout", (event) => {
    const field = event.target;
    if (!field.matches?.(stay) || !field.closest("form[method=post]")) return;
    if (field.value !== "" || field.getAttribute("aria-invalid")) check(field);
  });
  // A file that the server would refuse for its size need not travel first.
  document.addEventListener("change", (event) => {
    const field = event.target;
    const most = Number(field.dataset?.maximumBytes);
    if (!most) return;
    const isTooLarge = [...field.files].some((file) => file.size > most);
    field.setCustomValidity(isTooLarge ? say("This file is too large: at most {1} MB.", Math.floor(most / 1048576)) : "");
    check(field);
  });
  document.addEventListener("input", (event) => {
    if (event.target.getAttribute?.("aria-invalid") && event.target.validity.valid) check(event.target);
  });
}
