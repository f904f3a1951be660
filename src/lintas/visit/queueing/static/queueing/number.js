"use strict";
// A phone on which somebody waits: the call changes the page's title, shakes the phone and strikes the gong.
(() => {
  const region = document.querySelector("[data-live]");
  const control = document.querySelector("[data-alert]");
  if (!region || !control) return;
  const title = document.title;
  const PATTERN = [400, 150, 400, 150, 800];
  let context, gong, told;

  // The call is another one when the number, the counter or the count of calls is.
  const call = () => {
    const card = region.querySelector(".ticket--called");
    if (!card) return "";
    const where = card.querySelector(".ticket__where")?.textContent.trim() ?? "";
    return [where, region.querySelector("[data-times]")?.dataset.times].join(" · ");
  };
  const strike = async () => {
    if (context?.state !== "running" || !gong) return;
    const source = context.createBufferSource();
    source.buffer = await gong;
    source.connect(context.destination);
    source.start();
  };
  const tell = () => {
    const now = call();
    const where = region.querySelector(".ticket--called .ticket__where")?.textContent.trim();
    document.title = now ? `${control.dataset.turn} ${where}` : title;
    if (now && now !== told) {
      // A phone shakes only for somebody who has touched the page.
      if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.(PATTERN);
      strike().catch(() => {});
    }
    told = now;
  };
  const stayAwake = () => document.hidden || navigator.wakeLock?.request("screen").catch(() => {});

  if (navigator.vibrate || window.AudioContext) control.hidden = false;
  control.querySelector("button").addEventListener("click", async () => {
    navigator.vibrate?.(80);
    if (window.AudioContext) {
      context = new AudioContext();
      await context.resume();
      gong = fetch(control.dataset.gong).then((reply) => reply.arrayBuffer()).then((bytes) => context.decodeAudioData(bytes));
      strike().catch(() => {});
    }
    stayAwake();
    document.addEventListener("visibilitychange", stayAwake);
    control.setAttribute("role", "status");
    control.textContent = control.dataset.done;
  });
  told = call();
  tell();
  region.addEventListener("lintas:fresh", tell);
})();
