// Keys inside the list only (WCAG 2.1.4): j and k or the arrows go from row to row, x ticks, Enter opens as always.
document.addEventListener("keydown", (event) => {
  const table = event.target.closest("[data-rows]");
  if (!table || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  const row = event.target.closest("tbody tr");
  const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
  if (step) {
    const rows = [...table.querySelectorAll("tbody tr")];
    const next = rows[Math.min(rows.length - 1, Math.max(0, rows.indexOf(row) + step))];
    next.querySelector("th a").focus();
    event.preventDefault();
  } else if (event.key === "x" && row && event.target.matches("a")) {
    const box = row.querySelector(".pick input");
    if (box) box.checked = !box.checked;
    event.preventDefault();
  }
});
