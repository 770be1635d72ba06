"use strict";
// Values of the figures under the pointer, and under the arrow keys of whoever has selected a figure. Without this
// script the browser still shows them as the titles of the points.
(() => {
  const tip = document.getElementById("tip");
  const panels = [...document.querySelectorAll(".panel")];
  let near = null;

  const show = (mark, text) => {
    if (near) near.classList.remove("near");
    near = mark;
    near.classList.add("near");
    tip.textContent = text;
    tip.hidden = false;
    const at = mark.getBoundingClientRect();
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
  };

  for (const panel of panels) {
    const marks = [...panel.querySelectorAll("title")].map((title) => {
      const mark = { element: title.parentNode, text: title.textContent };
      title.remove();
      return mark;
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
        show(marks[best].element, marks[best].text);
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
      show(marks[current].element, marks[current].text);
    });
  }
  addEventListener("scroll", hide, { passive: true });
  addEventListener("beforeprint", () => {
    hide();
    document.querySelectorAll("#assumed details").forEach((details) => (details.open = true));
  });
  document.documentElement.dataset.figures = String(panels.length);
})();
