// Writing a signature with finger, pen or mouse. The picture goes into the hidden input of the pad as PNG.
// Whoever cannot write on a screen signs on paper: the form offers that beside the pad.
for (const pad of document.querySelectorAll("[data-signature]")) {
  const canvas = pad.querySelector("canvas");
  const input = pad.querySelector("input[type=hidden]");
  const said = pad.querySelector("[data-signature-state]");
  const pen = canvas.getContext("2d");
  pen.lineWidth = 5;
  pen.lineCap = pen.lineJoin = "round";
  pen.strokeStyle = "#1a1a1c";
  let last = null;

  const show = () => {
    said.hidden = !input.value;
  };
  const spot = (event) => {
    const box = canvas.getBoundingClientRect();
    return [((event.clientX - box.left) * canvas.width) / box.width, ((event.clientY - box.top) * canvas.height) / box.height];
  };
  const draw = (event) => {
    const here = spot(event);
    pen.beginPath();
    pen.moveTo(...last);
    pen.lineTo(...here);
    pen.stroke();
    last = here;
  };

  // A form that came back with errors still shows what was written.
  if (input.value.startsWith("data:image/png")) {
    const before = new Image();
    before.onload = () => pen.drawImage(before, 0, 0);
    before.src = input.value;
  }
  show();

  canvas.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    canvas.setPointerCapture(event.pointerId);
    last = spot(event);
    draw(event);
    event.preventDefault();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!last) return;
    for (const part of event.getCoalescedEvents?.().length ? event.getCoalescedEvents() : [event]) draw(part);
  });
  for (const kind of ["pointerup", "pointercancel"]) {
    canvas.addEventListener(kind, () => {
      if (!last) return;
      last = null;
      input.value = canvas.toDataURL("image/png");
      input.dispatchEvent(new Event("change", { bubbles: true }));
      show();
    });
  }
  pad.querySelector("[data-signature-clear]").addEventListener("click", () => {
    pen.clearRect(0, 0, canvas.width, canvas.height);
    input.value = "";
    show();
    canvas.focus();
  });
}
