/** Draws covered stretches and the current place into an SVG of 1000 × 10 units. */
import type { Stretch } from "./times";

const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 1000;

export function drawCover(bar: SVGSVGElement, covered: readonly Stretch[], duration: number, now: number): void {
  if (duration <= 0) {
    return;
  }
  const scale = WIDTH / duration;
  const parts = covered.map(([from, to]) => rect(from * scale, (to - from) * scale, ""));
  bar.replaceChildren(...parts, rect(Math.min(WIDTH - 4, now * scale), 4, "here"));
}

function rect(x: number, width: number, name: string): SVGRectElement {
  const part = document.createElementNS(SVG, "rect");
  part.setAttribute("x", x.toFixed(1));
  part.setAttribute("width", width.toFixed(1));
  part.setAttribute("height", "10");
  if (name) {
    part.setAttribute("class", name);
  }
  return part;
}
