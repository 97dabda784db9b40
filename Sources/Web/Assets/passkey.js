// Passkeys: asks the browser for one and sends its answer with the form. On the log-in page the browser also offers
// them in the field for the address.
import { explain } from "./page.js";
import { report } from "./report.js";
import { toast } from "./toast.js";
import { say } from "./words.js";

const challengeMilliseconds = 4 * 60 * 1000;
// What people decide, and what their device or address does not allow, is no fault of ours.
const expected = ["AbortError", "NotAllowedError", "InvalidStateError", "SecurityError"];

export default function passkey(form) {
  if (!window.PublicKeyCredential) {
    form.hidden = true;
    return;
  }
  const creates = form.dataset.passkey === "create";
  let asking;

  async function ask(mediation) {
    asking?.abort();
    const mine = asking = new AbortController();
    try {
      const response = await fetch(form.dataset.options, { method: "POST", headers: { Accept: "application/json" } });
      if (mine.signal.aborted) return;
      if (!response.ok && !mediation) return explain(response);
      if (!response.ok) throw new Error(`${form.dataset.options} answered ${response.status}`);
      const publicKey = prepare(await response.json());
      const credential = await navigator.credentials[creates ? "create" : "get"](
        { publicKey, signal: mine.signal, ...(mediation && { mediation }) });
      send(credential);
    } catch (error) {
      if (!expected.includes(error.name)) report("passkey", error);
      if (!mediation && error.name !== "AbortError") toast(reason(error));
    }
  }

  function send(credential) {
    const answer = credential.response;
    put("id", credential.id);
    put("type", credential.type);
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (answer[name]) put(`response.${name}`, encode(answer[name]));
    }
    for (const transport of answer.getTransports?.() ?? []) put("response.transports", transport);
    form.submit();
  }

  function put(name, value) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name: `credential.${name}`, value });
    form.append(field);
  }

  async function offer() {
    if (creates || !(await PublicKeyCredential.isConditionalMediationAvailable?.())) return;
    ask("conditional");
    setTimeout(offer, challengeMilliseconds);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask();
  });
  offer();
}

function prepare(options) {
  const named = (item) => ({ ...item, id: decode(item.id) });
  return {
    ...options,
    challenge: decode(options.challenge),
    ...(options.user && { user: named(options.user) }),
    ...(options.excludeCredentials && { excludeCredentials: options.excludeCredentials.map(named) }),
  };
}

function reason(error) {
  if (error.name === "InvalidStateError") return say("This device has a passkey for your account already.");
  if (error.name === "SecurityError") return say("Passkeys do not work at this address.");
  return say("No passkey was used. Try again when you are ready.");
}

function decode(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (character) => character.charCodeAt(0));
}

function encode(buffer) {
  const plain = btoa(String.fromCharCode(...new Uint8Array(buffer)));
  return plain.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
