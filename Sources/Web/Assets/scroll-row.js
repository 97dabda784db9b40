// Arrows of a row that scrolls.
export default function scrollRow(section) {
  const row = section.querySelector(".scroll-row");
  const [back, on] = ["back", "on"].map((name) => section.querySelector(`[data-scroll=${name}]`));
  const direction = () => (getComputedStyle(row).direction === "rtl" ? -1 : 1);
  const update = () => {
    const place = Math.abs(row.scrollLeft);
    back.disabled = place < 4;
    on.disabled = place + row.clientWidth > row.scrollWidth - 4;
    back.hidden = on.hidden = row.scrollWidth <= row.clientWidth + 4;
  };
  back.addEventListener("click", () => row.scrollBy({ left: -0.8 * row.clientWidth * direction() }));
  on.addEventListener("click", () => row.scrollBy({ left: 0.8 * row.clientWidth * direction() }));
  row.addEventListener("scroll", update, { passive: true });
  new ResizeObserver(update).observe(row);
}
