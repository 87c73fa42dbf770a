/** Goes on where the member stopped, says so, and takes it back when asked. */
import { fillSlots, sentence } from "../states";
import { clockTime } from "./times";

interface Parts {
  video: HTMLVideoElement;
  note: HTMLElement;
  over: HTMLElement;
  back: HTMLElement;
}

/** Both take {time}. */
export interface ResumePatterns {
  resumed: string;
  over: string;
}

const SHOWN_WHILE_PLAYING_MS = 10_000;

export class Resuming {
  private place = 0;
  private timer: number | undefined;

  constructor(
    private readonly parts: Parts,
    private readonly patterns: ResumePatterns,
    private readonly signal: AbortSignal,
  ) {
    parts.video.addEventListener("playing", () => this.leaveSoon(), { signal });
    signal.addEventListener("abort", () => clearTimeout(this.timer));
  }

  /** Jump as soon as the recording is known, unless somebody has moved already. */
  at(place: number, noted: boolean): void {
    const { video } = this.parts;
    const jump = () => {
      if (video.currentTime < 1) {
        video.currentTime = place;
        this.place = place;
        this.parts.note.hidden = !noted;
        this.tell(this.patterns.resumed, true);
      }
    };
    if (video.readyState >= HTMLMediaElement.HAVE_METADATA) {
      jump();
    } else {
      video.addEventListener("loadedmetadata", jump, { once: true, signal: this.signal });
    }
  }

  startOver(): void {
    this.parts.video.currentTime = 0;
    this.tell(this.patterns.over, false);
    this.parts.back.focus();
  }

  goBack(): void {
    this.parts.video.currentTime = this.place;
    this.tell(this.patterns.resumed, true);
    this.parts.over.focus();
  }

  private tell(pattern: string, resumed: boolean): void {
    fillSlots(this.parts.note, { place: sentence(pattern, { time: clockTime(this.place) }) });
    this.parts.over.hidden = !resumed;
    this.parts.back.hidden = resumed;
    this.leaveSoon();
  }

  private leaveSoon(): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => {
      const { note, video } = this.parts;
      if (note.contains(document.activeElement) && !video.paused) {
        this.leaveSoon();
      } else if (!video.paused) {
        note.hidden = true;
      }
    }, SHOWN_WHILE_PLAYING_MS);
  }
}
