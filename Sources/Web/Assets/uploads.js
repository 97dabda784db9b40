// Pictures: sent as soon as they are chosen or dropped, with progress; put in order by dragging.
import { explain, fail, swap } from "./page.js";
import { toast } from "./toast.js";
import { say } from "./words.js";

export default function uploads(element) {
  const form = element.querySelector(".uploads__drop");
  const field = form.querySelector("input[type=file]");
  const bar = form.querySelector("progress");
  const list = element.querySelector("[data-uploads]");
  let dragged = null;

  function upload(files) {
    if (files.length === 0) return;
    const data = new FormData();
    for (const file of files) data.append(field.name, file);
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "text/html");
    request.upload.addEventListener("progress", (event) => {
      bar.hidden = false;
      bar.value = event.lengthComputable ? Math.round((100 * event.loaded) / event.total) : 50;
    });
    request.addEventListener("load", () => {
      bar.hidden = true;
      if (request.status >= 500 || !swap(request.responseText, `#${element.id}`)) {
        toast(say("The pictures were not taken. Nothing was changed; please try again."));
      }
    });
    request.addEventListener("error", () => {
      bar.hidden = true;
      explain(null);
    });
    request.send(data);
  }

  async function order() {
    const ids = [...list.children].map((item) => item.dataset.id).join(",");
    const body = new URLSearchParams({ order: ids, basis: element.dataset.basis });
    const response = await fetch(element.dataset.order, { method: "POST", body, headers: { Accept: "text/html" } });
    if (response.ok) swap(await response.text(), `#${element.id}`);
    else explain(response);
  }

  field.addEventListener("change", () => upload(field.files));
  for (const name of ["dragenter", "dragover"]) {
    form.addEventListener(name, (event) => {
      event.preventDefault();
      form.classList.add("uploads__drop--over");
    });
  }
  form.addEventListener("dragleave", () => form.classList.remove("uploads__drop--over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("uploads__drop--over");
    upload(event.dataTransfer.files);
  });

  list.addEventListener("dragstart", (event) => {
    dragged = event.target.closest("[data-id]");
    dragged?.classList.add("uploads__item--dragged");
  });
  list.addEventListener("dragover", (event) => {
    const over = event.target.closest("[data-id]");
    if (!dragged || !over || over === dragged) return;
    event.preventDefault();
    const items = [...list.children];
    over[items.indexOf(over) > items.indexOf(dragged) ? "after" : "before"](dragged);
  });
  list.addEventListener("dragend", () => {
    if (!dragged) return;
    dragged.classList.remove("uploads__item--dragged");
    dragged = null;
    order().catch((error) => fail("uploads", error));
  });
}
