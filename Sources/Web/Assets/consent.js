// Tells the page how much of its lower edge the question about cookies covers: what sticks there stands above it.
export default function consent(element) {
  const tell = () => document.documentElement.style.setProperty("--covered", `${element.offsetHeight}px`);
  new ResizeObserver(tell).observe(element);
}
