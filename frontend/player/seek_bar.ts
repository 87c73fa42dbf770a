/** One bar for what is covered, where one is, and going elsewhere: a range input over the drawn stretches. */
import { sentence } from "../states";
import { drawCover } from "./cover_bar";
import type { Glance } from "./glance";
import { clockTime, type Stretch } from "./times";

interface Parts {
  video: HTMLVideoElement;
  input: HTMLInputElement;
  cover: SVGSVGElement;
  glance: Glance;
  /** Takes {now} and {all}. */
  spoken: string;
}

export class SeekBar {
  private covered: readonly Stretch[] = [];
  private looking = false;

  constructor(
    private readonly parts: Parts,
    private duration: number,
    signal: AbortSignal,
  ) {
    const { video, input } = parts;
    const on = (target: EventTarget, kinds: string[], act: (event: Event) => void) => {
      for (const kind of kinds) {
        target.addEventListener(kind, act, { signal });
      }
    };
    on(video, ["timeupdate", "seeked", "loadedmetadata", "durationchange"], () => this.follow());
    on(video, ["pause", "seeking"], () => this.follow(true));
    on(input, ["input"], () => this.look());
    on(input, ["change"], () => this.go());
    on(input, ["focus"], () => this.follow(true));
    on(input, ["blur"], () => this.parts.glance.hide());
    on(input, ["pointermove"], (event) => this.point(event as PointerEvent));
    on(input, ["pointerleave", "pointercancel", "pointerup"], () => this.parts.glance.hide());
    this.length(duration);
  }

  /** Seconds; the server's figure until the recording says its own. */
  length(duration: number): void {
    this.duration = duration;
    this.parts.input.max = String(Math.max(1, Math.floor(this.whole)));
    this.follow(true);
  }

  cover(covered: readonly Stretch[]): void {
    this.covered = covered;
    this.draw(this.parts.video.currentTime);
  }

  private get whole(): number {
    const { duration } = this.parts.video;
    return Number.isFinite(duration) && duration > 0 ? duration : this.duration;
  }

  /** `spoken`: a person moved, so whoever listens to the page hears the place; never second by second. */
  private follow(spoken = false): void {
    const { video, input } = this.parts;
    if (this.looking) {
      return;
    }
    this.draw(video.currentTime);
    if (spoken || document.activeElement !== input) {
      input.value = String(Math.floor(video.currentTime));
      this.describe(video.currentTime);
    }
  }

  private look(): void {
    this.looking = true;
    const second = Number(this.parts.input.value);
    this.draw(second);
    this.describe(second);
    this.parts.glance.show(second, second / this.whole);
  }

  private go(): void {
    this.looking = false;
    this.parts.video.currentTime = Number(this.parts.input.value);
  }

  private point(event: PointerEvent): void {
    if (!this.looking && event.pointerType === "mouse") {
      const { left, width } = this.parts.input.getBoundingClientRect();
      const share = Math.min(1, Math.max(0, (event.clientX - left) / width));
      this.parts.glance.show(share * this.whole, share);
    }
  }

  private describe(second: number): void {
    const words = sentence(this.parts.spoken, { now: clockTime(second), all: clockTime(this.whole) });
    this.parts.input.setAttribute("aria-valuetext", words);
  }

  private draw(second: number): void {
    drawCover(this.parts.cover, this.covered, this.whole, second);
  }
}
