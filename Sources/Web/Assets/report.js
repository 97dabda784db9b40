// Errors of scripts are seen: in the browser's console, which journeys look at. What people can do something about is
// said to them besides.
let isLeaving = false;
addEventListener("pagehide", () => { isLeaving = true; });
addEventListener("pageshow", () => { isLeaving = false; });

export function report(name, error) {
  // What was on its way is cut off when people go on to another page.
  if (!isLeaving) console.error(`${name}:`, error);
}
