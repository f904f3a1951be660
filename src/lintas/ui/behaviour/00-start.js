// Everything here is an addition: each page does its work without it.
const root = document.documentElement;
root.classList.add("enhanced");

const show = (part) => {
  for (const button of part.querySelectorAll("[data-print], [data-copy]")) {
    button.hidden = button.dataset.copy !== undefined && !navigator.clipboard;
  }
};
show(document);
document.addEventListener("lintas:fresh", (event) => show(event.target));

// Errors first: the summary is read aloud, and each of its lines leads into the control itself.
document.querySelector("[data-focus]")?.focus();
document.addEventListener("click", (event) => {
  const link = event.target.closest(".error-summary a[href^='#']");
  const control = link && document.getElementById(link.hash.slice(1));
  if (!control) return;
  event.preventDefault();
  (control.closest(".field") ?? control).scrollIntoView({ block: "start" });
  control.focus({ preventScroll: true });
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-print], [data-copy]");
  if (!button) return;
  if (button.dataset.copy === undefined) return window.print();
  await navigator.clipboard.writeText(button.dataset.copy);
  const text = button.innerHTML;
  button.textContent = button.dataset.done;
  setTimeout(() => { button.innerHTML = text; }, 2500);
});
