"use strict";
// A screen of the hall: it says the calls, turns the notices, and tells when it has lost the house.
(() => {
  const stage = document.querySelector("[data-live]");
  const body = document.body;
  const sounding = document.querySelector("[data-sound]");
  const calls = () => [...stage.querySelectorAll("[data-call-id]")];

  // The voice. One call after the other, each with a gong before it; a call whose visitor has come is not said any more.
  const GAP = 0.03, BETWEEN_LANGUAGES = 0.3, BUSY = 1;
  const known = new Set(calls().map((call) => call.dataset.callId));
  const waiting = [];
  const clips = new Map();
  let context, isSaying = false;

  const clip = (address) => {
    if (!clips.has(address)) {
      clips.set(address, fetch(address).then((reply) => {
        if (!reply.ok) throw new Error(`${reply.status} ${address}`);
        return reply.arrayBuffer();
      }).then((bytes) => context.decodeAudioData(bytes)));
      clips.get(address).catch(() => clips.delete(address));
    }
    return clips.get(address);
  };
  const play = async (addresses) => {
    const sounds = await Promise.all(addresses.map(clip));
    let when = context.currentTime + 0.02;
    const sources = sounds.map((sound) => {
      const source = context.createBufferSource();
      source.buffer = sound;
      source.connect(context.destination);
      source.start(when);
      when += sound.duration + GAP;
      return source;
    });
    await Promise.race([
      new Promise((done) => sources.at(-1).addEventListener("ended", done, { once: true })),
      new Promise((done) => setTimeout(done, (when - context.currentTime + 1) * 1000)),
    ]);
  };
  const pause = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));
  const mark = () => {
    for (const part of stage.querySelectorAll("[data-call]")) part.classList.toggle("is-said", part.dataset.call === isSaying);
  };
  const say = async (call) => {
    const [gong, ...sentences] = call.clips.split("|").map((row) => row.split(" ").filter(Boolean));
    isSaying = call.id;
    mark();
    document.dispatchEvent(new CustomEvent("lintas:saying", { detail: call }));
    try {
      // All words are fetched before the first is heard: half a sentence misleads. In a rush one language must do.
      const wanted = waiting.length >= BUSY ? sentences.slice(0, 1) : sentences;
      const chime = play(gong);
      const ready = Promise.all(wanted.flat().map(clip)).then(() => true, () => false);
      await chime;
      for (const sentence of (await ready) ? wanted : []) {
        await play(sentence);
        await pause(BETWEEN_LANGUAGES);
      }
    } catch { /* without its clip even the gong is silent; the screen shows the call */ }
    isSaying = false;
    mark();
    document.dispatchEvent(new CustomEvent("lintas:said", { detail: call }));
  };
  const isOn = () => context?.state === "running";
  const goOn = async () => {
    while (isOn() && !isSaying && waiting.length) {
      const call = waiting.shift();
      if (calls().some((one) => one.dataset.callId === call.id)) await say(call);
    }
  };
  const listen = () => {
    for (const { dataset, textContent } of calls()) {
      if (known.has(dataset.callId)) continue;
      known.add(dataset.callId);
      document.querySelector("[data-read]").textContent = textContent;
      if (isOn() && dataset.clips) waiting.push({ id: dataset.callId, clips: dataset.clips, text: textContent });
    }
    goOn();
  };

  // Browsers are silent until somebody has pressed something, unless they were started for a hall (docs/boards.md).
  const showSound = () => {
    sounding.setAttribute("aria-pressed", String(isOn()));
    sounding.querySelector("[data-sound-text]").textContent = isOn() ? sounding.dataset.on : sounding.dataset.off;
    if (!isOn()) waiting.length = 0;
  };
  if (window.AudioContext) {
    context = new AudioContext();
    context.addEventListener("statechange", showSound);
    sounding.hidden = false;
    sounding.addEventListener("click", async () => {
      await (isOn() ? context.suspend() : context.resume());
      showSound();
    });
    showSound();
    if (!isOn()) sounding.focus({ preventScroll: true });
  }

  // The notices change by a cut, never by motion; whoever asked for less motion has time to read each twice and more.
  const EACH = matchMedia("(prefers-reduced-motion: reduce)").matches ? 60000 : 15000;
  let turn = 0;
  const showNotice = () => {
    const notices = [...stage.querySelectorAll("[data-notices] > li")];
    notices.forEach((notice, index) => notice.classList.toggle("is-shown", index === turn % notices.length));
  };
  setInterval(() => { turn += 1; showNotice(); }, EACH);

  // A screen that nobody touches must notice by itself that it shows old news: it asks, and it says so.
  const ASK = 5000, LATE = 12000, ANEW = 60000;
  const lost = document.querySelector("[data-lost]");
  const hour = document.querySelector("[data-clock]");
  let heardAt = performance.now(), heardAtHour = hour.textContent, lookedAt = heardAt;
  let cursor = stage.dataset.liveSeen;
  const look = async () => {
    const reply = await fetch(stage.dataset.liveUrl, { headers: { "X-Fragment": "1" }, signal: AbortSignal.timeout(ASK) });
    if (!reply.ok) throw new Error(reply.status);
    const fresh = new DOMParser().parseFromString(await reply.text(), "text/html").body.innerHTML;
    lookedAt = performance.now();
    stage.innerHTML = fresh;
    stage.dispatchEvent(new CustomEvent("lintas:fresh", { bubbles: true }));
  };
  const ask = async () => {
    const topic = encodeURIComponent(stage.dataset.live), since = encodeURIComponent(cursor);
    try {
      const reply = await fetch(`/live/poll?topic=${topic}&since=${since}`, { signal: AbortSignal.timeout(ASK) });
      if (!reply.ok) throw new Error(reply.status);
      const told = await reply.json();
      // What the stream told already is fetched twice now and then; what a dead line swallowed is not missed.
      if (told.touched.length || !lost.hidden || performance.now() - lookedAt > ANEW) await look();
      cursor = told.cursor;
      heardAt = performance.now();
      heardAtHour = hour.textContent;
      lost.hidden = true;
    } catch {
      if (performance.now() - heardAt > LATE && lost.hidden) {
        lost.textContent = lost.dataset.lost.replace("{jam}", heardAtHour);
        lost.hidden = false;
        waiting.length = 0;
      }
    }
    body.classList.toggle("board--lost", !lost.hidden);
  };
  setInterval(ask, ASK);

  stage.addEventListener("lintas:fresh", () => { showNotice(); mark(); listen(); });
})();
