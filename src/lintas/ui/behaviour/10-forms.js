// A form is sent once, however often the button is pressed.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method === "get") return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "yes";
  event.submitter?.setAttribute("aria-busy", "true");
  setTimeout(() => release(form), 10000);
});
const release = (form) => {
  delete form.dataset.sent;
  for (const button of form.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
};
window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(release));

// Long numbers are typed in groups; the spaces are taken out again by the server.
document.addEventListener("input", (event) => {
  const input = event.target;
  const size = Number(input.dataset?.group);
  if (!size) return;
  const before = input.value.slice(0, input.selectionStart).replace(/\D/g, "").length;
  const digits = input.value.replace(/\D/g, "");
  input.value = digits.match(new RegExp(`\\d{1,${size}}`, "g"))?.join(" ") ?? "";
  const place = before + Math.max(0, Math.floor((before - 1) / size));
  input.setSelectionRange(place, place);
});

// A dialog asks once more before what cannot be undone.
document.addEventListener("click", (event) => {
  const asking = event.target.closest("[data-confirm]");
  const dialog = asking && document.getElementById(asking.dataset.confirm);
  if (!dialog?.showModal || dialog.open || asking.dataset.agreed) return;
  if (asking.form && !asking.form.reportValidity()) return event.preventDefault();
  event.preventDefault();
  dialog.asking = asking;
  dialog.showModal();
});
document.addEventListener("click", (event) => {
  const dialog = event.target.closest("dialog");
  if (!dialog?.asking || !event.target.closest("[data-yes], [data-no]")) return;
  dialog.close();
  if (!event.target.closest("[data-yes]")) return;
  dialog.asking.dataset.agreed = "yes";
  dialog.asking.click();
  delete dialog.asking.dataset.agreed;
});
