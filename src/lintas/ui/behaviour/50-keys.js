// The desk's keys, as printed on its buttons. Never while somebody is typing.
const NAMES = { Spasi: " ", Space: " ", Esc: "Escape" };
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
  const held = document.activeElement;
  const typing = held?.matches("input:not([type=radio], [type=checkbox], [type=submit]), textarea, select");
  if (typing) {
    if (event.key === "Escape" && held.dataset.key) held.blur();
    return;
  }
  if (document.querySelector("dialog[open]")) return;
  if ((event.key === "Enter" || event.key === " ") && held?.matches("a, button, summary, input")) return;
  const meant = [...document.querySelectorAll("[data-key]")].find((one) => {
    const name = NAMES[one.dataset.key] ?? one.dataset.key;
    return name.toLowerCase() === event.key.toLowerCase() && one.checkVisibility?.() !== false;
  });
  if (!meant) return;
  event.preventDefault();
  meant.matches("input, textarea, select") ? meant.focus() : meant.click();
});
