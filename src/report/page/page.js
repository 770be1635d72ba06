"use strict";
// Values of the figures under the pointer, and under the arrow keys of whoever has selected a figure; a cell that is
// pointed at, in a figure or a table, is marked in all of them. Without this script the browser still shows the values as
// the titles of the points.
(() => {
  const tip = document.getElementById("tip");
  const panels = [...document.querySelectorAll(".panel")];
  let near = null;

  // Of each cell its rows and its points.
  const ofCell = new Map();
  const join = (cell, element) => {
    if (!ofCell.has(cell)) ofCell.set(cell, []);
    ofCell.get(cell).push(element);
  };
  let marked = null;
  const mark = (cell) => {
    if (cell === marked) return;
    for (const element of ofCell.get(marked) ?? []) element.classList.remove("same");
    marked = cell;
    for (const element of ofCell.get(marked) ?? []) element.classList.add("same");
  };
  for (const row of document.querySelectorAll("tr[data-cell]")) {
    const cell = row.dataset.cell;
    join(cell, row);
    row.addEventListener("pointerenter", () => mark(cell));
    row.addEventListener("pointerleave", () => mark(null));
  }

  const show = ({ element, text, cell }) => {
    if (near) near.classList.remove("near");
    near = element;
    near.classList.add("near");
    mark(cell);
    tip.textContent = text;
    tip.hidden = false;
    const at = element.getBoundingClientRect();
    const own = tip.getBoundingClientRect();
    const x = at.left + at.width / 2 - own.width / 2;
    const y = at.top - own.height - 10;
    tip.style.left = Math.max(4, Math.min(x, document.documentElement.clientWidth - own.width - 4)) + "px";
    tip.style.top = (y < 4 ? at.bottom + 10 : y) + "px";
  };
  const hide = () => {
    if (near) near.classList.remove("near");
    near = null;
    tip.hidden = true;
    mark(null);
  };

  for (const panel of panels) {
    const titles = [...panel.querySelectorAll("title")];
    const cells = panel.dataset.cells.split(" ");
    const marks = titles.map((title, place) => {
      const known = cells.length === titles.length && cells[place] !== "-";
      const found = { element: title.parentNode, text: title.textContent, cell: known ? cells[place] : null };
      title.remove();
      if (found.cell !== null) join(found.cell, found.element);
      return found;
    });
    let current = -1;
    panel.addEventListener("pointermove", (event) => {
      let best = null;
      let least = 60 * 60;
      marks.forEach((mark, place) => {
        const at = mark.element.getBoundingClientRect();
        const dx = Math.max(at.left - event.clientX, 0, event.clientX - at.right);
        const dy = Math.max(at.top - event.clientY, 0, event.clientY - at.bottom);
        // Columns first: along a curve the month under the pointer matters more than the height.
        const distance = dx * dx * 4 + dy * dy;
        if (distance < least) {
          least = distance;
          best = place;
        }
      });
      if (best === null) hide();
      else {
        current = best;
        show(marks[best]);
      }
    });
    panel.addEventListener("pointerleave", hide);
    panel.addEventListener("blur", hide);
    panel.addEventListener("keydown", (event) => {
      const last = marks.length - 1;
      const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
      if (event.key === "Escape") return hide();
      if (last < 0 || !(event.key in steps || event.key === "Home" || event.key === "End")) return;
      event.preventDefault();
      if (event.key === "Home") current = 0;
      else if (event.key === "End") current = last;
      else current = Math.max(0, Math.min(last, current + steps[event.key]));
      show(marks[current]);
    });
  }
  addEventListener("scroll", hide, { passive: true });
  addEventListener("beforeprint", hide);
  document.documentElement.dataset.figures = String(panels.length);
})();
