// What makes the page quicker to use; without it everything still works by touch and keyboard.
// It is read before the page is shown: a key that is pressed as soon as a choice is seen is not lost.
"use strict";
(() => {
  const typing = () => document.activeElement instanceof HTMLInputElement;

  // Number keys press the choice that shows the number.
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || typing()) return;
    const key = document.querySelector(`[data-key="${CSS.escape(event.key)}"]:not([hidden])`);
    if (key) { event.preventDefault(); key.click(); }
  });

  // One touch is one press.
  document.addEventListener("submit", (event) => {
    if (event.target.dataset.sent) { event.preventDefault(); return; }
    event.target.dataset.sent = "1";
  });
})();

document.addEventListener("DOMContentLoaded", () => {
  const root = document.documentElement;

  // Keys on the screen for who has no keyboard.
  const board = document.querySelector("[data-keys]");
  if (board) {
    const field = document.getElementById("kode");
    board.hidden = false;
    board.addEventListener("click", (event) => {
      const key = event.target.closest("[data-type]");
      if (!key) return;
      field.value = key.dataset.type ? field.value + key.dataset.type : field.value.slice(0, -1);
    });
  }

  // The number is said by clips, one after the other; without one of them, nothing is said.
  const said = document.querySelector("[data-clips]");
  if (said) {
    const names = said.dataset.clips.split(" ");
    const clips = names.map((name) => new Audio(name));
    const ready = clips.map((clip) => new Promise((good, bad) => {
      clip.addEventListener("canplaythrough", good, { once: true });
      clip.addEventListener("error", bad, { once: true });
      clip.load();
    }));
    const play = async () => {
      for (const clip of clips) {
        clip.currentTime = 0;
        await clip.play();
        await new Promise((end) => clip.addEventListener("ended", end, { once: true }));
      }
    };
    Promise.all(ready).then(() => {
      const listen = document.querySelector("[data-listen]");
      listen.hidden = false;
      listen.addEventListener("click", () => play().catch(() => {}));
      if (root.hasAttribute("data-spoken")) play().catch(() => {});
    }).catch(() => {});
  }

  // The board follows by itself; a call that is new is said, one after the other.
  const hall = document.querySelector("[data-board]");
  if (hall) {
    const calls = () => [...hall.querySelectorAll("[data-call]")];
    let known = new Set(calls().map((one) => one.dataset.call));
    let saying = Promise.resolve();
    const say = async (names) => {
      for (const name of names) {
        const clip = new Audio(name);
        await clip.play();
        await new Promise((end) => {
          clip.addEventListener("ended", end, { once: true });
          clip.addEventListener("error", end, { once: true });
        });
      }
    };
    const follow = async () => {
      const answer = await fetch(location.pathname);
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-board]");
      if (!fresh || fresh.innerHTML === hall.innerHTML) return;
      hall.replaceChildren(...fresh.childNodes);
      for (const one of calls()) {
        if (known.has(one.dataset.call)) continue;
        const names = one.dataset.said.split(" ");
        saying = saying.then(() => say(names)).catch(() => {});
      }
      known = new Set(calls().map((one) => one.dataset.call));
    };
    setInterval(() => follow().catch(() => {}), 1000);
  }

  // Questions and choices are read by the box's own voice, where it has one; never by one on the internet.
  if (root.hasAttribute("data-spoken") && "speechSynthesis" in window) {
    const speak = (text) => {
      const voice = speechSynthesis.getVoices().find((one) => one.localService && one.lang.startsWith(root.lang));
      if (!voice) return;
      const saying = new SpeechSynthesisUtterance(text);
      saying.voice = voice;
      saying.lang = root.lang;
      speechSynthesis.cancel();
      speechSynthesis.speak(saying);
    };
    const all = () => speak([...document.querySelectorAll("h1, [data-say], [data-key]:not([hidden])")]
      .map((one) => one.innerText.replace(/\s+/g, " ")).join(". "));
    if (!said) {
      if (speechSynthesis.getVoices().length) all(); else speechSynthesis.addEventListener("voiceschanged", all, { once: true });
    }
    document.addEventListener("focusin", (event) => speak(event.target.innerText || ""));
  }

  if (root.hasAttribute("data-slip")) {
    window.addEventListener("afterprint", () => { location.href = "/selesai/"; });
    window.print();
  }
});
