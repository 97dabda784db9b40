// Shows the chosen picture in place of the present one before it is sent.
import { say } from "./words.js";

export default function preview(field) {
  const place = document.querySelector(field.dataset.preview);
  field.addEventListener("change", () => {
    const file = field.files[0];
    if (!place || !file?.type.startsWith("image/")) return;
    const reader = new FileReader();
    reader.onload = () => {
      const image = new Image();
      image.src = reader.result;
      image.alt = say("The picture that you chose");
      place.replaceChildren(image);
    };
    reader.readAsDataURL(file);
  });
}
