// Small comforts. Every page works without this file; nothing here is needed to record or decide anything.

// A question before a step that cannot be undone: <button data-confirm="…">. Without script the step's own page asks.
const box = document.getElementById("confirm");
let pending = null;
document.addEventListener("submit", (event) => {
  const button = event.submitter;
  const question = button?.dataset.confirm ?? event.target.dataset.confirm;
  if (!question || !box?.showModal || pending === event.target) return;
  event.preventDefault();
  event.stopPropagation();
  document.getElementById("confirm-text").textContent = question;
  box.returnValue = "";
  box.onclose = () => {
    if (box.returnValue !== "yes") return;
    pending = event.target;
    event.target.requestSubmit(button);
    pending = null;
  };
  box.showModal();
}, true);

document.addEventListener("click", (event) => {
  const from = event.target.closest("[data-opens], [data-closes], [data-print], [data-copy]");
  // A pop-up menu closes when something else is pressed.
  for (const menu of document.querySelectorAll("details.popup[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
  if (!from) return;
  const dialog = document.getElementById(from.dataset.opens ?? from.dataset.closes ?? "");
  if (dialog?.showModal) {
    event.preventDefault();
    if (from.dataset.opens) dialog.showModal();
    else dialog.close();
  } else if ("print" in from.dataset) {
    window.print();
  } else if (from.dataset.copy) {
    const text = document.getElementById(from.dataset.copy);
    navigator.clipboard?.writeText((text.value ?? text.textContent).trim()).then(() => {
      const said = from.querySelector("[data-copied]");
      if (said) said.hidden = false;
    });
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.popup[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// "Select all": <input type="checkbox" data-all="person"> ticks every box of that name in the same form.
document.addEventListener("change", (event) => {
  const name = event.target.dataset?.all;
  for (const other of name ? event.target.form.elements : []) {
    if (other.name === name && other.type === "checkbox" && !other.disabled) other.checked = event.target.checked;
  }
});

// A chosen day is said in the era calendar beneath its field.
const era = new Intl.DateTimeFormat("ja-JP-u-ca-japanese", { dateStyle: "long", timeZone: "UTC" });
document.addEventListener("input", ({ target }) => {
  const said = target.type === "date" && document.getElementById(`${target.id}_era`);
  if (said) said.textContent = target.valueAsDate ? era.format(target.valueAsDate) : "";
});

// Errors are read first: after a failed submission the summary has the focus, also when htmx brought it.
const focusErrors = () => document.querySelector("[data-focus]")?.focus();
document.addEventListener("htmx:afterSettle", focusErrors);
focusErrors();

// Paper shows what is folded away.
window.addEventListener("beforeprint", () => {
  for (const part of document.querySelectorAll("main details")) part.open = true;
});

// Buttons that only script can serve are hidden in the page and shown here.
for (const only of document.querySelectorAll("[data-script]")) only.hidden = false;
