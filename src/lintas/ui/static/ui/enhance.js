"use strict";
(() => {
const root = document.documentElement;
root.classList.add("enhanced");
const show = (part) => {
for (const button of part.querySelectorAll("[data-print], [data-copy]")) {
button.hidden = button.dataset.copy !== undefined && !navigator.clipboard;
}
};
show(document);
document.addEventListener("lintas:fresh", (event) => show(event.target));
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
})();
(() => {
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
})();
(() => {
const root = document.documentElement;
const DELAY = 1200;
const timers = new WeakMap();
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
})();
(() => {
const LONGEST = 2000;
const QUALITY = 0.85;
const smaller = async (file) => {
if (!file.type.startsWith("image/") || !window.createImageBitmap) return file;
try {
const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
if (scale === 1 && file.size < 1500000 && file.type === "image/jpeg") return file;
const canvas = document.createElement("canvas");
canvas.width = Math.round(picture.width * scale);
canvas.height = Math.round(picture.height * scale);
canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
return blob ? new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" }) : file;
} catch {
return file;
}
};
const sentence = (request, page) => {
const kind = request.getResponseHeader("Content-Type") ?? "";
try {
if (kind.startsWith("application/json")) return JSON.parse(request.responseText).text;
} catch {
return "";
}
if (kind.startsWith("text/plain")) return request.responseText;
return page.querySelector("[data-sentence]")?.textContent;
};
const send = (form, name, file, progress) => new Promise((done, fail) => {
const data = new FormData();
for (const [key, value] of new FormData(form)) if (!(value instanceof File)) data.append(key, value);
data.append(name, file);
const request = new XMLHttpRequest();
request.open("POST", form.action);
request.timeout = 120000;
request.upload.onprogress = (event) => progress(event.loaded / event.total);
request.onload = () => {
const page = new DOMParser().parseFromString(request.responseText, "text/html");
page.querySelector("[data-upload-part]") ? done(page) : fail(new Error(sentence(request, page) ?? ""));
};
request.onerror = request.ontimeout = () => fail(new Error(""));
request.send(data);
});
document.addEventListener("change", async (event) => {
const input = event.target;
const form = input.closest?.("form[data-upload]");
const part = input.closest?.("[data-upload-part]");
if (!form || !part || input.type !== "file") return;
const bar = part.querySelector("[data-upload-progress]");
const say = (text, failed = false) => {
bar.hidden = false;
bar.classList.toggle("upload__progress--failed", failed);
bar.querySelector("[data-upload-text]").textContent = text;
bar.querySelector("progress").hidden = failed;
};
const files = [...input.files];
let answer;
try {
for (const [index, file] of files.entries()) {
say(bar.dataset.shrinking);
const ready = await smaller(file);
say(bar.dataset.sending);
answer = await send(form, input.name, ready, (share) => {
bar.querySelector("progress").value = ((index + share) / files.length) * 100;
});
const key = answer.querySelector("input[name=once]");
if (key && form.elements.once) form.elements.once.value = key.value;
if (answer.getElementById(part.id)?.querySelector(".error")) break;
}
const fresh = answer?.getElementById(part.id);
if (!fresh) return;
part.replaceWith(document.adoptNode(fresh));
fresh.dispatchEvent(new CustomEvent("lintas:fresh", { bubbles: true }));
fresh.tabIndex = -1;
fresh.focus();
} catch (refusal) {
say(refusal.message || bar.dataset.failed, true);
input.value = "";
}
});
})();
(() => {
const POLL = 8000;
const regions = () => [...document.querySelectorAll("[data-live]")];
const topicsOf = (region) => region.dataset.live.split(/\s+/).filter(Boolean);
const waiting = new WeakMap();
const refresh = async (region) => {
try {
const reply = await fetch(region.dataset.liveUrl, { headers: { "X-Fragment": "1" } });
if (reply.status === 410) return location.reload();
if (!reply.ok || reply.redirected) return;
const page = new DOMParser().parseFromString(await reply.text(), "text/html");
const same = [...page.querySelectorAll("[data-live-url]")].find((one) => one.dataset.liveUrl === region.dataset.liveUrl);
const fresh = (same ?? page.body).innerHTML;
const held = region.contains(document.activeElement) ? document.activeElement : null;
if (held?.matches("input, textarea, select")) {
held.addEventListener("blur", () => refresh(region), { once: true });
return;
}
if (fresh.trim() === region.innerHTML.trim()) return;
const name = held && (held.id ? `#${CSS.escape(held.id)}` : held.href && `a[href="${CSS.escape(held.getAttribute("href"))}"]`);
const top = region.scrollTop;
region.innerHTML = fresh;
region.scrollTop = top;
if (name) region.querySelector(name)?.focus({ preventScroll: true });
region.dispatchEvent(new CustomEvent("lintas:fresh", { bubbles: true }));
} catch { /* the next turn tries again */ }
};
const touched = (topics) => {
for (const region of regions()) {
if (waiting.has(region) || !topicsOf(region).some((topic) => topics.includes(topic))) continue;
waiting.set(region, setTimeout(() => { waiting.delete(region); refresh(region); }, 50 + Math.random() * 250));
}
};
const lowest = (seen) => Number(seen.split(":")[0]);
let cursor = regions().map((region) => region.dataset.liveSeen ?? "").sort((one, other) => lowest(one) - lowest(other))[0];
let polling;
const query = () => [...new Set(regions().flatMap(topicsOf))].map((topic) => `topic=${encodeURIComponent(topic)}`).join("&");
const hear = (text) => {
const told = JSON.parse(text);
cursor = told.cursor ?? cursor;
touched(told.touched ?? []);
};
const poll = async () => {
try {
const reply = await fetch(`/live/poll?${query()}&since=${encodeURIComponent(cursor)}`);
if (reply.ok) hear(await reply.text());
} catch { /* the next turn tries again */ }
};
const startPolling = () => {
if (polling) return;
polling = setInterval(() => document.hidden || poll(), POLL);
poll();
};
const listen = () => {
if (!window.EventSource) return startPolling();
const stream = new EventSource(`/live/stream?${query()}&since=${encodeURIComponent(cursor)}`);
const heard = (event) => { if (event.data) hear(event.data); };
stream.onmessage = heard;
stream.addEventListener("touched", heard);
stream.onopen = () => { clearInterval(polling); polling = undefined; };
stream.onerror = () => {
startPolling();
if (stream.readyState === EventSource.CLOSED) setTimeout(listen, 30000);
};
};
if (regions().length) listen();
document.addEventListener("visibilitychange", () => { if (!document.hidden && polling) poll(); });
})();
(() => {
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
})();
(() => {
const counted = new WeakSet();
const begin = (part) => {
for (const line of part.querySelectorAll("[data-until]")) {
if (counted.has(line)) continue;
counted.add(line);
const end = performance.now() + Number(line.dataset.until) * 1000;
const step = () => {
const left = Math.round((end - performance.now()) / 1000);
if (!line.isConnected) return clearInterval(timer);
if (left <= 0) {
clearInterval(timer);
line.classList.add("countdown--ended");
line.setAttribute("role", "alert");
line.textContent = line.dataset.ended;
return;
}
const text = left < 60 ? `${left} ${line.dataset.seconds}` : `${Math.ceil(left / 60)} ${line.dataset.minutes}`;
line.querySelector("[data-countdown]").textContent = line.dataset.left.replace("{waktu}", text);
};
const timer = setInterval(step, 1000);
step();
}
};
begin(document);
document.addEventListener("lintas:fresh", (event) => begin(event.target));
for (const shown of document.querySelectorAll("[data-clock]")) {
const start = performance.now() - Number(shown.dataset.clock) * 1000;
const mark = document.documentElement.lang === "en" ? ":" : ".";
setInterval(() => {
const minutes = Math.floor((performance.now() - start) / 60000) % 1440;
shown.textContent = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, "0")).join(mark);
}, 1000);
}
const note = document.querySelector("[data-offline]");
const tell = () => { if (note) note.hidden = navigator.onLine; };
window.addEventListener("online", tell);
window.addEventListener("offline", tell);
tell();
})();
