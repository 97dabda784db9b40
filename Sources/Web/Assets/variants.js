// Swatches and buttons of a product: price, stock, picture and the sent variant follow the choice.
import { say } from "./words.js";

export default function variants(form) {
  const data = form.querySelector('script[type="application/json"]');
  const list = form.querySelector("[data-variant]");
  if (!data || !list) return;
  const all = JSON.parse(data.textContent);
  const inputs = [...form.querySelectorAll("[data-option]")];
  const button = form.querySelector("[data-buy]");
  const label = form.querySelector("[data-buy-label]");
  const buyLabel = all.some((variant) => variant.available > 0) ? label.textContent : say("Add to cart");

  const chosen = () => {
    const values = [];
    for (const input of inputs) if (input.checked) values[input.dataset.option] = input.value;
    return values;
  };
  const fits = (variant, values) => values.every((value, index) => variant.values[index] === value);
  const likeness = (variant, values) => variant.values.filter((value, index) => value === values[index]).length;

  // The variant with these values, or the most alike one that has the value chosen last.
  function find(values, last) {
    const exact = all.find((variant) => fits(variant, values));
    if (exact || !last) return exact ?? all[0];
    const option = Number(last.dataset.option);
    return all.filter((variant) => variant.values[option] === last.value)
      .sort((a, b) => (b.available > 0) - (a.available > 0) || likeness(b, values) - likeness(a, values))[0];
  }

  function update(last) {
    const variant = find(chosen(), last);
    if (!variant) return;
    for (const input of inputs) {
      const option = Number(input.dataset.option);
      input.checked = variant.values[option] === input.value;
      const others = variant.values.map((value, index) => (index === option ? input.value : value));
      const there = all.some((other) => fits(other, others) && other.available > 0);
      input.nextElementSibling.classList.toggle("variant__label--gone", !there);
    }
    variant.values.forEach((value, index) => {
      const place = form.querySelector(`[data-chosen="${index}"]`);
      if (place) place.textContent = value;
    });
    for (const option of list.options) option.disabled = false;
    list.value = variant.id;
    for (const price of document.querySelectorAll("[data-price]")) price.innerHTML = variant.price;
    const stock = form.querySelector("[data-stock]");
    stock.textContent = variant.stock;
    stock.dataset.level = variant.available < 1 ? "none" : variant.available < 6 ? "few" : "plenty";
    button.disabled = variant.available < 1;
    label.textContent = variant.available < 1 ? say("Sold out") : buyLabel;
    const quantity = form.querySelector("[name=quantity]");
    if (quantity) quantity.max = Math.max(1, Math.min(99, variant.available));
    if (last && variant.picture !== null) {
      document.dispatchEvent(new CustomEvent("souk:picture", { detail: variant.picture }));
    }
  }

  form.addEventListener("change", (event) => {
    if (event.target.dataset.option !== undefined) update(event.target);
  });
  update(null);
}
