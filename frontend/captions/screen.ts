/** The recording beside the list: where it is, what is shown at that moment, and the strip of captions below it. */
import type { Desk } from "./desk";
import { drawStrip, moveHere } from "./strip";
import { plain } from "./text";

export class Screen {
  constructor(
    private readonly video: HTMLVideoElement,
    private readonly strip: SVGElement,
    private readonly shown: HTMLElement,
    private readonly durationMs: number,
  ) {}

  get here(): number {
    return Math.round(this.video.currentTime * 1000);
  }

  toggle(): void {
    if (this.video.paused) {
      // A browser may want a tap on the video itself; its own controls are there for that.
      this.video.play().catch(() => this.video.focus());
    } else {
      this.video.pause();
    }
  }

  seek(ms: number): void {
    this.video.currentTime = ms / 1000;
  }

  seekStrip(event: MouseEvent): void {
    const box = this.strip.getBoundingClientRect();
    this.seek(((event.clientX - box.left) / box.width) * this.total);
  }

  draw(desk: Desk): void {
    drawStrip(this.strip, desk.cues, desk.selected, this.total, this.here);
    this.follow(desk);
  }

  /** Which caption is shown now; -1 for none. */
  follow(desk: Desk): number {
    const at = desk.at(this.here);
    this.shown.textContent = plain(desk.cues[at]?.text ?? "");
    moveHere(this.strip, this.total, this.here);
    return at;
  }

  private get total(): number {
    return this.durationMs || this.video.duration * 1000 || 0;
  }
}
