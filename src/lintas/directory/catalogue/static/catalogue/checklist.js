// Let the list of papers follow the answers at once. Without this script the form's button does it.
const form = document.querySelector("form[data-adapts]");
if (form) {
  const button = form.querySelector("button[type=submit]");
  let asked = 0;
  button.hidden = true;
  form.addEventListener("change", async () => {
    const turn = ++asked;
    const filled = [...new FormData(form)].filter(([, answer]) => answer);
    const address = `${location.pathname}?${new URLSearchParams(filled)}`;
    try {
      const page = new DOMParser().parseFromString(await (await fetch(address)).text(), "text/html");
      if (turn !== asked) return;
      for (const id of form.dataset.adapts.split(" ")) {
        document.getElementById(id).replaceChildren(...page.getElementById(id).childNodes);
      }
      history.replaceState(null, "", address);
    } catch {
      button.hidden = false; // no connection: the person can try again by hand
    }
  });
}
