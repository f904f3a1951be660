// Parts of a page that others change: told by a stream, asked for by turns when there is none.
const POLL = 8000;
const regions = () => [...document.querySelectorAll("[data-live]")];
const topicsOf = (region) => region.dataset.live.split(/\s+/).filter(Boolean);
const waiting = new WeakMap();

const refresh = async (region) => {
  try {
    const reply = await fetch(region.dataset.liveUrl, { headers: { "X-Fragment": "1" } });
    // What is over stays over: the page says so, and leads on.
    if (reply.status === 410) return location.reload();
    if (!reply.ok || reply.redirected) return;
    const page = new DOMParser().parseFromString(await reply.text(), "text/html");
    const same = [...page.querySelectorAll("[data-live-url]")].find((one) => one.dataset.liveUrl === region.dataset.liveUrl);
    const fresh = (same ?? page.body).innerHTML;
    const held = region.contains(document.activeElement) ? document.activeElement : null;
    // Whoever is typing here finishes first.
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

// The oldest of what the parts have seen, so that none of them misses anything.
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
