// Photos are made smaller here, sent one by one, and shown as soon as the server has them.
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

// What a reply without the card says to the person: a refusal at the edge, a busy house, an ended session.
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
