// What is left of a time kept for somebody, counted from the server's words, not from this device's clock.
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

// The hour on a board goes on from the hour that the server wrote: data-clock="<seconds since midnight>".
for (const shown of document.querySelectorAll("[data-clock]")) {
  const start = performance.now() - Number(shown.dataset.clock) * 1000;
  const mark = document.documentElement.lang === "en" ? ":" : ".";
  setInterval(() => {
    const minutes = Math.floor((performance.now() - start) / 60000) % 1440;
    shown.textContent = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, "0")).join(mark);
  }, 1000);
}

// Without a connection the page says so, and that nothing is lost.
const note = document.querySelector("[data-offline]");
const tell = () => { if (note) note.hidden = navigator.onLine; };
window.addEventListener("online", tell);
window.addEventListener("offline", tell);
tell();
