// Hearts turn at once and turn back if the server says no.
import { explain, send, takeCounts } from "./page.js";

export default function heart(form) {
  const button = form.querySelector("button");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const before = button.getAttribute("aria-pressed") === "true";
    button.setAttribute("aria-pressed", String(!before));
    try {
      const response = await send(form, event.submitter);
      if (response.redirected && new URL(response.url).pathname === "/login") return location.assign(response.url);
      if (!response.ok) throw response;
      takeCounts(new DOMParser().parseFromString(await response.text(), "text/html"));
    } catch (failure) {
      button.setAttribute("aria-pressed", String(before));
      explain(failure instanceof Response ? failure : null);
    }
  });
}
