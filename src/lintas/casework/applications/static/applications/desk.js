// Returning a paper without leaving the page: the link that opens its reasons opens them here.
const reasons = document.getElementById("alasan");
document.addEventListener("click", (event) => {
  if (!reasons || !event.target.closest("a[href$='#alasan']")) return;
  event.preventDefault();
  reasons.open = true;
  reasons.querySelector("input[type=radio]").focus();
});
if (reasons?.open) (reasons.querySelector("input[type=radio]:checked") ?? reasons.querySelector("input[type=radio]")).focus();
