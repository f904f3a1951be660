// The camera reads the code where the browser can; without it the number is typed, or sent by a hand scanner.
const start = document.querySelector("[data-camera-start]");
const frame = document.querySelector("[data-camera]");
const input = document.querySelector("[data-scan]");
const video = frame?.querySelector("video");
const EVERY = 250;
let stream;

const stop = () => {
  stream?.getTracks().forEach((track) => track.stop());
  stream = undefined;
  frame.hidden = true;
};

const look = async (detector) => {
  if (!stream) return;
  const [found] = await detector.detect(video).catch(() => []);
  if (!found) return setTimeout(look, EVERY, detector);
  stop();
  input.value = found.rawValue;
  input.form.requestSubmit();
};

if (start && "BarcodeDetector" in window && navigator.mediaDevices) {
  const text = start.querySelector("span");
  const on = text.textContent;
  start.hidden = false;
  start.addEventListener("click", async () => {
    if (stream) {
      text.textContent = on;
      return stop();
    }
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    video.srcObject = stream;
    frame.hidden = false;
    text.textContent = start.dataset.off;
    await video.play();
    look(new window.BarcodeDetector({ formats: ["qr_code"] }));
  });
}
