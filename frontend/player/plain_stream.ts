/** A recording that the browser plays by itself: native HLS, or the plain MP4. */
import { Backoff } from "../backoff";
import type { Wish } from "./quality";
import { askWhy } from "./refusal";
import type { Stream, StreamListener } from "./stream";

/** Media elements wait in silence when a request is refused; after so long we ask ourselves. */
const PATIENCE_MS = 8000;

export class PlainStream implements Stream {
  private readonly backoff = new Backoff(1000);
  private readonly listening = new AbortController();
  private timer: number | undefined;
  private again = false;

  constructor(
    private readonly video: HTMLVideoElement,
    private readonly address: string,
    wish: Wish,
    private readonly listener: StreamListener,
    place: number,
  ) {
    video.preload = wish.saver ? "none" : "metadata";
    const { signal } = this.listening;
    video.addEventListener("error", () => this.ask(), { signal });
    video.addEventListener("waiting", () => this.later(() => this.ask(), PATIENCE_MS), { signal });
    video.addEventListener("timeupdate", () => this.arrived(), { signal });
    window.addEventListener("online", () => this.retry(), { signal });
    this.load(place);
  }

  choose(wish: Wish): void {
    this.video.preload = wish.saver ? "none" : "metadata";
  }

  retry(): void {
    if (this.video.error || this.video.readyState < HTMLMediaElement.HAVE_FUTURE_DATA) {
      this.load(this.video.currentTime, !this.video.paused);
    }
  }

  leave(): void {
    clearTimeout(this.timer);
    this.listening.abort();
    this.video.removeAttribute("src");
    this.video.load();
  }

  private load(place: number, playing = false): void {
    clearTimeout(this.timer);
    const { video } = this;
    const jump = () => {
      video.currentTime = place;
    };
    if (place > 0) {
      video.addEventListener("loadedmetadata", jump, { once: true, signal: this.listening.signal });
    }
    video.src = this.address;
    if (playing) {
      video.play().catch(() => undefined);
    }
  }

  private arrived(): void {
    clearTimeout(this.timer);
    this.again = false;
    this.backoff.succeeded();
    this.listener.fine();
  }

  private later(act: () => void, milliseconds: number): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(act, milliseconds);
  }

  private async ask(): Promise<void> {
    const answer = await askWhy(this.address);
    if (this.listening.signal.aborted) {
      return;
    }
    if (answer?.kind === "network") {
      this.listener.trouble(answer);
      this.later(() => this.retry(), this.backoff.next());
    } else if (answer) {
      this.listener.trouble(answer);
    } else if (this.video.error && this.again) {
      this.listener.cannot();
    } else if (this.video.error) {
      this.again = true;
      this.load(this.video.currentTime, true);
    }
  }
}
