// Loads itself again until the server sends it without data-module: progress of imports and the like.
import { swap } from "./page.js";
import { report } from "./report.js";

export default function refresh(element) {
  const every = Number(element.dataset.every) || 2000;
  const again = () => setTimeout(async () => {
    if (!element.isConnected) return;
    if (document.hidden) return again();
    try {
      const response = await fetch(location.href, { headers: { Accept: "text/html" } });
      if (response.ok) swap(await response.text(), `#${element.id}`);
      else again();
    } catch (error) {
      // The next attempt may get through.
      report("refresh", error);
      again();
    }
  }, every);
  again();
}
