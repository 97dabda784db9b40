// Puts things into the cart without leaving the page.
import { explain, fail, send, setCartCount, takeCounts } from "./page.js";
import { showFlashes, toast } from "./toast.js";
import { say } from "./words.js";

// A guest's cart gets an id that nobody can guess before it is there: clicks at the same time fill one cart.
const digits = "0123456789abcdefghjkmnpqrstvwxyz";
const random = crypto.getRandomValues(new Uint8Array(26));
const fresh = "cart_" + [...random].map((byte, place) => digits[byte % (place ? 32 : 8)]).join("");

export default function cart(form) {
  const field = document.createElement("input");
  field.type = "hidden";
  field.name = "fresh";
  field.value = fresh;
  form.append(field);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = event.submitter ?? form.querySelector("[type=submit]");
    button?.setAttribute("aria-busy", "true");
    try {
      const response = await send(form, event.submitter, "application/json, text/html;q=0.9");
      if (!response.ok) return await explain(response);
      if (response.headers.get("content-type")?.includes("json")) {
        const answer = await response.json();
        if (answer.cartCount !== undefined) setCartCount(answer.cartCount);
        toast(answer.message ?? say("It is in your cart."), { action: cartLink() });
      } else {
        const answer = new DOMParser().parseFromString(await response.text(), "text/html");
        takeCounts(answer);
        if (answer.querySelector("[data-flash]")) showFlashes(answer);
        else toast(say("It is in your cart."), { action: cartLink() });
      }
    } catch (error) {
      // Sent a second time it could be there twice.
      fail("cart", error);
    } finally {
      button?.removeAttribute("aria-busy");
    }
  });
}

function cartLink() {
  const link = document.createElement("a");
  link.href = document.querySelector("[data-cart-link]")?.getAttribute("href") ?? "/cart";
  link.textContent = say("See cart");
  return link;
}
