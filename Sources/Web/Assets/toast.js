// Short messages at the foot of the window, in a live region.
import { say } from "./words.js";

const lifetime = 6000;
const lifetimeWithAction = 10000;

export function toast(text, { action = null } = {}) {
  const region = document.querySelector("[data-toasts]");
  if (!region || !text) return;
  const element = document.createElement("div");
  element.className = "toast";
  const message = document.createElement("p");
  message.textContent = text;
  const close = document.createElement("button");
  close.type = "button";
  close.className = "button button--quiet button--small toast__close";
  close.textContent = say("Close");
  element.append(message, ...(action ? [action] : []), close);
  region.append(element);

  let timer;
  const leave = () => {
    element.classList.add("toast--leaving");
    setTimeout(() => element.remove(), 200);
  };
  const wait = () => { clearTimeout(timer); timer = setTimeout(leave, action ? lifetimeWithAction : lifetime); };
  const hold = () => clearTimeout(timer);
  close.addEventListener("click", leave);
  element.addEventListener("mouseenter", hold);
  element.addEventListener("mouseleave", wait);
  element.addEventListener("focusin", hold);
  element.addEventListener("focusout", wait);
  wait();
}

// Turns the messages of a redirect into toasts; errors stay in the page.
export function showFlashes(root) {
  for (const flash of root.querySelectorAll("[data-flash]")) {
    if (flash.dataset.tone === "danger" && root === document) continue;
    const action = flash.querySelector("form");
    toast(flash.querySelector(".flash__text")?.textContent, { action });
    flash.remove();
  }
}
