// A button that can be pressed again after some seconds, which it counts down. Without script the server says it.
import { say } from "./words.js";

export default function cooldown(button) {
  const end = Date.now() + Number(button.dataset.seconds) * 1000;
  const label = button.querySelector("span");
  const text = label.textContent;
  const timer = setInterval(show, 500);
  function show() {
    const left = Math.ceil((end - Date.now()) / 1000);
    button.disabled = left > 0;
    label.textContent = left > 0 ? say("{1} in {2} s", text, left) : text;
    if (left <= 0) clearInterval(timer);
  }
  show();
}
