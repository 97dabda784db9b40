// Tips over the points of a chart.
export default function chart(figure) {
  const tip = document.createElement("div");
  tip.className = "chart__tip num";
  tip.hidden = true;
  figure.append(tip);
  figure.addEventListener("pointerover", (event) => {
    const point = event.target.closest("[data-tip]");
    tip.hidden = !point;
    if (!point) return;
    tip.textContent = point.dataset.tip;
    const frame = figure.getBoundingClientRect();
    const box = point.querySelector(".chart__hit").getBoundingClientRect();
    const left = box.left + box.width / 2 - frame.left - tip.offsetWidth / 2;
    tip.style.left = `${Math.max(0, Math.min(left, frame.width - tip.offsetWidth))}px`;
  });
  figure.addEventListener("pointerleave", () => { tip.hidden = true; });
}
