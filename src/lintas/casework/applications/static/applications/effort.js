// A little work before a place is chosen: begun while the person still looks at the hours, done by a worker so that the
// page stays quick. Without it the form is served all the same, from a smaller pot.
"use strict";

if (typeof document === "undefined") {
  const [start, round] = [[], []];
  const fraction = (root) => ((root % 1) * 2 ** 32) | 0;
  for (let n = 2; round.length < 64; n++) {
    if (Array.from({ length: n - 2 }, (_, d) => d + 2).some((d) => n % d === 0)) continue;
    if (start.length < 8) start.push(fraction(Math.sqrt(n)));
    round.push(fraction(Math.cbrt(n)));
  }
  const w = new Int32Array(64);
  const turned = (x, n) => (x >>> n) | (x << (32 - n));

  // SHA-256 (FIPS 180-4): mix one block of 64 bytes into the state of eight words.
  const mix = (state, bytes, from) => {
    for (let i = 0; i < 16; i++) {
      const at = from + 4 * i;
      w[i] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
    }
    for (let i = 16; i < 64; i++) {
      const [far, near] = [w[i - 15], w[i - 2]];
      w[i] = (w[i - 16] + (turned(far, 7) ^ turned(far, 18) ^ (far >>> 3)) + w[i - 7]
        + (turned(near, 17) ^ turned(near, 19) ^ (near >>> 10))) | 0;
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < 64; i++) {
      const one = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g)) + round[i] + w[i]) | 0;
      const two = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((word, i) => { state[i] = (state[i] + word) | 0; });
  };
  const padded = (bytes) => {
    const whole = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64);
    whole.set(bytes);
    whole[bytes.length] = 0x80;
    new DataView(whole.buffer).setUint32(whole.length - 4, bytes.length * 8);
    return whole;
  };
  const hash = (bytes) => {
    const [whole, state] = [padded(bytes), Int32Array.from(start)];
    for (let from = 0; from < whole.length; from += 64) mix(state, whole, from);
    return state;
  };

  onmessage = ({ data: { parts, zeros } }) => {
    const letters = new TextEncoder();
    const task = new Uint8Array(32);
    const view = new DataView(task.buffer);
    hash(letters.encode(parts.map((part) => `${part.length}:${part}`).join(""))).forEach((word, i) => view.setInt32(4 * i, word));
    for (let tried = 0; ; tried++) {
      const digits = letters.encode(String(tried));
      const whole = new Uint8Array(32 + digits.length);
      whole.set(task);
      whole.set(digits, 32);
      if (hash(whole)[0] >>> (32 - zeros) === 0) return postMessage({ answer: String(tried) });
    }
  };
} else {
  const form = document.querySelector("form[data-zeros]");
  const field = (name) => form.elements.namedItem(name);
  const worker = form && new Worker(document.currentScript.src);
  let [isDone, waiting] = [!worker, null];
  const done = ({ data }) => {
    isDone = true;
    field("usaha").value = data?.answer ?? "";
    if (waiting) form.requestSubmit(waiting);
  };
  if (worker) {
    worker.onmessage = done;
    worker.onerror = done;
    worker.postMessage({ parts: [form.dataset.deed, field("izin").value, field("once").value], zeros: Number(form.dataset.zeros) });
    form.addEventListener("submit", (event) => {
      if (isDone) return;
      event.preventDefault();
      waiting = event.submitter;
      waiting?.setAttribute("aria-busy", "true");
      setTimeout(() => isDone || done({}), 15000);
    });
  }
}
