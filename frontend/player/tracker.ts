/** Watches a video element during one viewing session and hands out what was played, beat by beat. */
import { type Beat, Recorder } from "./recorder";

const BEAT_MS = 12_000;

export class Tracker {
  private readonly recorder = new Recorder();
  private readonly listening = new AbortController();
  private readonly timer: number;

  /** `clock`: milliseconds since the session opened. `deliver` gets each beat; `leaving` when the page may be going. */
  constructor(
    private readonly video: HTMLVideoElement,
    private readonly clock: () => number,
    private readonly deliver: (beat: Beat, leaving: boolean) => void,
  ) {
    this.on(video, ["playing", "seeked"], () => this.begin());
    this.on(video, ["timeupdate"], () => this.follow());
    // `emptied`: another source takes over, and its place begins at nought.
    this.on(video, ["seeking", "waiting", "emptied"], () => this.recorder.halt());
    this.on(video, ["pause", "ended"], () => this.end());
    this.on(video, ["ratechange"], () => {
      this.end();
      this.begin();
    });
    this.on(document, ["visibilitychange"], () => document.visibilityState === "hidden" && this.report(true));
    this.on(window, ["pagehide"], () => this.report(true));
    this.timer = window.setInterval(() => this.report(), BEAT_MS);
    this.begin();
  }

  stop(): void {
    this.listening.abort();
    clearInterval(this.timer);
    this.report(true);
    this.recorder.halt();
  }

  /** Close the current beat; playing goes on in the next one. */
  private report(leaving = false): void {
    this.observe();
    const beat = this.recorder.cut(this.clock());
    if (beat) {
      this.deliver(beat, leaving);
    }
  }

  private begin(): void {
    const { video } = this;
    const ready = video.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA;
    if (ready && !video.paused && !video.ended && !video.seeking && !this.recorder.playing) {
      this.recorder.begin(this.clock(), this.place, video.playbackRate);
    }
  }

  private follow(): void {
    this.observe();
    // Some browsers seek within what is buffered without saying `playing` afterwards.
    this.begin();
  }

  private observe(): void {
    if (!this.video.seeking) {
      this.recorder.observe(this.clock(), this.place);
    }
  }

  private end(): void {
    this.report();
    this.recorder.halt();
  }

  private get place(): number {
    return this.video.currentTime * 1000;
  }

  private on(target: EventTarget, kinds: string[], act: () => void): void {
    for (const kind of kinds) {
      target.addEventListener(kind, act, { signal: this.listening.signal });
    }
  }
}
