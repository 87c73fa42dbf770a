/**
 * The narration as a line with one mark for each page: dragged with a finger or a mouse, moved with the arrow keys.
 *
 * SVG, because the content policy forbids style attributes and a mark's place is a number.
 */
import type { Times } from "./times";

const SVG = "http://www.w3.org/2000/svg";
const WIDE = 1000;
const TALL = 64;
const STEP_MS = 100;
const LARGE_STEP_MS = 1000;

interface Wishes {
  /** `joined`: a further move of the same drag. */
  move(index: number, ms: number, joined: boolean): void;
  step(index: number, byMs: number): void;
  clear(index: number): void;
  listen(ms: number): void;
  /** What a screen reader is told of a mark. */
  words(index: number, ms: number): string;
}

export class Strip {
  private readonly svg = node("svg", { class: "marks", viewBox: `0 0 ${WIDE} ${TALL}`, preserveAspectRatio: "none" });
  private readonly marks = node("g", {});
  private readonly here = node("line", { class: "here", y1: "0", y2: String(TALL), x1: "0", x2: "0" });
  private dragged: { index: number; moved: boolean } | null = null;

  constructor(
    home: HTMLElement,
    private readonly durationMs: number,
    private readonly wishes: Wishes,
  ) {
    const ground = node("rect", { class: "ground", y: "26", width: String(WIDE), height: "12", rx: "6" });
    this.svg.append(ground, this.marks, this.here);
    home.replaceChildren(this.svg);
    this.svg.addEventListener("pointerdown", (event) => this.begin(event));
    this.svg.addEventListener("pointermove", (event) => this.drag(event));
    this.svg.addEventListener("pointerup", (event) => this.end(event));
    this.svg.addEventListener("pointercancel", (event) => this.end(event));
    this.svg.addEventListener("keydown", (event) => this.press(event));
  }

  draw(times: Times): void {
    const focused = indexOf(document.activeElement);
    this.marks.replaceChildren(
      ...times.flatMap((ms, index) => (index > 0 && ms !== null ? [this.mark(index, ms)] : [])),
    );
    if (focused !== null) {
      this.marks.querySelector<SVGElement>(`[data-index="${focused}"]`)?.focus();
    }
  }

  show(ms: number): void {
    const x = String(this.place(ms));
    this.here.setAttribute("x1", x);
    this.here.setAttribute("x2", x);
  }

  private mark(index: number, ms: number): SVGElement {
    const group = node("g", {
      class: "mark",
      role: "slider",
      tabindex: "0",
      "data-index": String(index),
      "aria-valuemin": "0",
      "aria-valuemax": String(this.durationMs),
      "aria-valuenow": String(ms),
      "aria-valuetext": this.wishes.words(index, ms),
      "aria-label": String(index + 1),
      transform: `translate(${this.place(ms)} 0)`,
    });
    // A finger is wider than the mark it wants.
    group.append(
      node("rect", { class: "grip", x: "-14", width: "28", height: String(TALL) }),
      node("rect", { class: "post", x: "-2", y: "8", width: "4", height: "48", rx: "2" }),
    );
    return group;
  }

  private begin(event: PointerEvent): void {
    const index = indexOf(event.target);
    if (index === null) {
      this.wishes.listen(this.time(event));
      return;
    }
    event.preventDefault();
    this.svg.setPointerCapture(event.pointerId);
    this.dragged = { index, moved: false };
    this.marks.querySelector<SVGElement>(`[data-index="${index}"]`)?.focus();
  }

  private drag(event: PointerEvent): void {
    if (this.dragged) {
      const { index, moved } = this.dragged;
      this.dragged.moved = true;
      this.wishes.move(index, this.time(event), moved);
    }
  }

  private end(event: PointerEvent): void {
    if (this.dragged) {
      this.svg.releasePointerCapture(event.pointerId);
      this.dragged = null;
    }
  }

  private press(event: KeyboardEvent): void {
    const index = indexOf(event.target);
    if (index === null || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const step = event.shiftKey ? LARGE_STEP_MS : STEP_MS;
    const acts: Record<string, () => void> = {
      ArrowLeft: () => this.wishes.step(index, -step),
      ArrowRight: () => this.wishes.step(index, step),
      Delete: () => this.wishes.clear(index),
      Backspace: () => this.wishes.clear(index),
    };
    const act = acts[event.key];
    if (act) {
      event.preventDefault();
      // The player's own arrows would move the recording as well.
      event.stopPropagation();
      act();
    }
  }

  private place(ms: number): number {
    return Math.round((WIDE * ms) / Math.max(1, this.durationMs));
  }

  private time(event: PointerEvent): number {
    const box = this.svg.getBoundingClientRect();
    const share = (event.clientX - box.left) / Math.max(1, box.width);
    return Math.round(this.durationMs * Math.min(1, Math.max(0, share)));
  }
}

function node(name: string, attributes: Record<string, string>): SVGElement {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, value);
  }
  return made;
}

function indexOf(target: EventTarget | null): number | null {
  const found = target instanceof Element ? target.closest("[data-index]")?.getAttribute("data-index") : null;
  return found ? Number(found) : null;
}
