// A button that prints the page.
export default function print(button) {
  button.addEventListener("click", () => window.print());
}
