// Forms and links that change a part of the page: data-replace names the parts; data-on-change sends at once.
import { busy, explain, fail, send, swap } from "./page.js";

const typingDelay = 500;

// Going back to what was shown before loads it anew; the page that people came from has to say so, too.
function goOn(address) {
  if (!history.state?.souk) history.replaceState({ souk: true }, "");
  history.pushState({ souk: true }, "", address);
}

export default function partial(element) {
  const selectors = element.dataset.replace;
  let latest = 0;

  async function run(request) {
    const turn = ++latest;
    const target = document.querySelector(selectors.split(",")[0]);
    try {
      const response = await busy(target, request);
      if (turn !== latest) return;
      if (response.status >= 500) return explain(response);
      if (!swap(await response.text(), selectors)) return location.assign(response.url);
      if ((element.method ?? "get") === "get") goOn(response.url);
    } catch (error) {
      fail("partial", error);
    }
  }

  if (element.matches("a")) {
    element.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
      event.preventDefault();
      run(fetch(element.href, { headers: { Accept: "text/html" } }));
    });
    return;
  }

  element.addEventListener("submit", (event) => {
    event.preventDefault();
    run(send(element, event.submitter));
  });
  if (element.dataset.onChange === undefined) return;
  let timer;
  element.addEventListener("change", () => {
    clearTimeout(timer);
    if (element.checkValidity()) timer = setTimeout(() => element.requestSubmit(), 10);
  });
  element.addEventListener("input", (event) => {
    if (!event.target.matches("input:not([type=checkbox], [type=radio])")) return;
    clearTimeout(timer);
    timer = setTimeout(() => element.checkValidity() && element.requestSubmit(), typingDelay);
  });
}
