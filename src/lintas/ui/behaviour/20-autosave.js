// What was typed is sent to the server a moment later; nothing personal stays on the device.
const root = document.documentElement;
const DELAY = 1200;
const timers = new WeakMap();

// A random key as the server expects it; crypto.randomUUID exists on encrypted pages only.
const freshKey = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
};

const save = async (form) => {
  const note = form.querySelector("[data-saved]") ?? document.querySelector("[data-saved]");
  const say = (text, failed) => {
    if (!note) return;
    note.textContent = text;
    note.classList.toggle("saved--failed", failed);
  };
  const data = new FormData(form);
  for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
  data.set("once", freshKey());
  try {
    const reply = await fetch(form.dataset.autosave, { method: "POST", body: data, headers: { Accept: "application/json" } });
    if (!reply.ok || reply.redirected) throw new Error(reply.status);
    const told = reply.headers.get("Content-Type")?.includes("json") ? await reply.json() : {};
    const now = new Date();
    const hour = [now.getHours(), now.getMinutes()].map((part) => String(part).padStart(2, "0"));
    say(note?.dataset.savedText.replace("{jam}", told.at ?? hour.join(root.lang === "en" ? ":" : ".")), false);
    delete form.dataset.unsaved;
  } catch {
    form.dataset.unsaved = "yes";
    say(note?.dataset.failedText, true);
  }
};

const later = (event) => {
  const form = event.target.closest?.("form[data-autosave]");
  if (!form || event.target.type === "file") return;
  clearTimeout(timers.get(form));
  timers.set(form, setTimeout(() => save(form), DELAY));
};
document.addEventListener("input", later);
document.addEventListener("change", later);
document.addEventListener("submit", (event) => clearTimeout(timers.get(event.target)));
window.addEventListener("online", () => document.querySelectorAll("form[data-unsaved]").forEach(save));
