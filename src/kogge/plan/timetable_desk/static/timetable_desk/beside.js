/* Two grids of the same rooms and hours scroll together; each alone without this. */
"use strict";
for (const pair of document.querySelectorAll("[data-beside]")) {
  const sides = [...pair.querySelectorAll(".tt-scroll")];
  let led = null;
  for (const side of sides) {
    const lead = () => {
      led = side;
    };
    for (const name of ["pointerenter", "pointerdown", "focusin", "wheel", "touchstart"]) {
      side.addEventListener(name, lead, { passive: true });
    }
    side.addEventListener("scroll", () => {
      if (side !== led) return;
      for (const other of sides) if (other !== side) other.scrollTo(side.scrollLeft, side.scrollTop);
    });
  }
}
