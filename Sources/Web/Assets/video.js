// Puts the player in the place of the link to a video once it is pressed, and loads nothing before.
export default function video(element) {
  element.querySelector("a").addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    const player = document.createElement(element.dataset.file === undefined ? "iframe" : "video");
    player.className = "player";
    player.title = document.title;
    if (player.tagName === "VIDEO") player.controls = true;
    else player.allow = "fullscreen; encrypted-media; picture-in-picture";
    player.src = element.dataset.player;
    element.replaceWith(player);
    player.focus();
  });
}
