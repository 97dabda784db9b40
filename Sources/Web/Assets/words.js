// What scripts say, in the language of the page; English where the page brings no words.
const words = JSON.parse(document.getElementById("words")?.textContent ?? "{}");

export function say(text, ...values) {
  return (words[text] ?? text).replace(/\{(\d)\}/g, (_, place) => values[place - 1]);
}
