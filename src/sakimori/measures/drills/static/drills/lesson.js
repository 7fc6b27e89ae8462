// Hands the token behind "#" over in the body of a request without cookies, and takes it off the address bar.
const carried = location.hash.slice(1);
if (carried) {
  history.replaceState(null, "", location.pathname);
}

function tell(what) {
  return fetch(location.pathname, {
    method: "POST",
    credentials: "omit",
    referrerPolicy: "no-referrer",
    body: new URLSearchParams({ token: carried, what }),
  }).catch(() => null);
}

if (carried) {
  tell("open");
  for (const button of document.querySelectorAll("[data-tell]")) {
    button.addEventListener("click", async (event) => {
      event.preventDefault();
      button.disabled = true;
      await tell(button.dataset.tell);
      button.hidden = true;
      document.getElementById(`done-${button.dataset.tell}`).hidden = false;
    });
  }
}
