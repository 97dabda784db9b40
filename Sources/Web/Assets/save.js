// A button that saves a text as a file, without sending it anywhere.
export default function save(button) {
  button.addEventListener("click", () => {
    const address = URL.createObjectURL(new Blob([button.dataset.text + "\n"], { type: "text/plain" }));
    Object.assign(document.createElement("a"), { href: address, download: button.dataset.name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  });
}
