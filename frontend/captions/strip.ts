/** The captions as marks along the recording. Widths are SVG attributes, because styles are forbidden by the policy. */
import type { Cue } from "./text";

const WIDTH = 1000;
const HEIGHT = 24;
const SVG = "http://www.w3.org/2000/svg";

export function drawStrip(
  strip: SVGElement,
  cues: readonly Cue[],
  selected: number,
  totalMs: number,
  hereMs: number,
): void {
  const scale = totalMs > 0 ? WIDTH / totalMs : 0;
  const marks = cues.map((cue, index) =>
    rect(
      cue.start * scale,
      4,
      Math.max(1, (cue.end - cue.start) * scale),
      HEIGHT - 8,
      index === selected ? "selected" : "",
    ),
  );
  strip.replaceChildren(...marks, rect(hereMs * scale, 0, 2, HEIGHT, "here"));
}

export function moveHere(strip: SVGElement, totalMs: number, hereMs: number): void {
  strip.querySelector(".here")?.setAttribute("x", String(totalMs > 0 ? (hereMs * WIDTH) / totalMs : 0));
}

function rect(x: number, y: number, width: number, height: number, name: string): SVGElement {
  const mark = document.createElementNS(SVG, "rect");
  for (const [key, value] of Object.entries({ x, y, width, height })) {
    mark.setAttribute(key, String(value));
  }
  mark.setAttribute("class", name);
  return mark;
}
