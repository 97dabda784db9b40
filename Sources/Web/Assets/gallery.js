// Thumbnails follow the picture in view; a picture opens large, and larger with a click.
export default function gallery(element) {
  const stage = element.querySelector(".gallery__stage");
  const slides = [...stage.children];
  const thumbnails = [...element.querySelectorAll(".gallery__thumbnail")];
  const dialog = element.querySelector("[data-zoom-dialog]");
  const large = dialog.querySelector("img");
  let current = 0;

  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  function show(index) {
    const slide = slides[index];
    if (slide) stage.scrollTo({ left: slide.offsetLeft - stage.offsetLeft, behavior: calm ? "auto" : "smooth" });
  }
  function mark(index) {
    current = index;
    thumbnails.forEach((thumbnail, place) => {
      if (place === index) thumbnail.setAttribute("aria-current", "true");
      else thumbnail.removeAttribute("aria-current");
    });
  }
  function zoom(index) {
    current = (index + slides.length) % slides.length;
    large.classList.remove("zoom__picture--full");
    large.src = slides[current].querySelector("[data-zoom]").href;
    large.alt = slides[current].querySelector("img").alt;
  }

  thumbnails.forEach((thumbnail, index) => thumbnail.addEventListener("click", (event) => {
    event.preventDefault();
    show(index);
  }));
  slides.forEach((slide, index) => slide.querySelector("[data-zoom]").addEventListener("click", (event) => {
    event.preventDefault();
    zoom(index);
    dialog.showModal();
  }));
  large.addEventListener("click", () => large.classList.toggle("zoom__picture--full"));
  dialog.addEventListener("keydown", (event) => {
    // The next picture lies where lines end.
    const step = document.documentElement.dir === "rtl" ? -1 : 1;
    if (event.key === "ArrowRight") zoom(current + step);
    if (event.key === "ArrowLeft") zoom(current - step);
  });
  dialog.addEventListener("close", () => show(current));
  document.addEventListener("souk:picture", (event) => show(event.detail));

  const watcher = new IntersectionObserver((entries) => {
    for (const entry of entries) if (entry.isIntersecting) mark(slides.indexOf(entry.target));
  }, { root: stage, threshold: 0.6 });
  slides.forEach((slide) => watcher.observe(slide));
}
