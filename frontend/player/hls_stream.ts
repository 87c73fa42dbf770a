/** A recording through hls.js, which goes on by itself after whatever a network does. */
import type HlsType from "hls.js";
import type { ErrorData, HlsConfig, Level } from "hls.js";
import { Backoff } from "../backoff";
import { chosenRung, type Rung, type Wish } from "./quality";
import { askWhy } from "./refusal";
import type { Stream, StreamListener } from "./stream";

/** A playlist that changed under the player is read again, but not in a circle. */
const READ_AGAIN_MS = 30_000;

export class HlsStream implements Stream {
  private hls: HlsType;
  private readonly backoff = new Backoff(1000);
  private readonly listening = new AbortController();
  private timer: number | undefined;
  private recovered = false;
  private readAgainAt = Number.NEGATIVE_INFINITY;
  private asking = false;

  constructor(
    // The full build: the light one plays a separate sound track silently.
    private readonly Hls: typeof HlsType,
    private readonly video: HTMLVideoElement,
    private readonly address: string,
    private wish: Wish,
    private readonly listener: StreamListener,
    place: number,
  ) {
    this.hls = this.begin(place);
    const { signal } = this.listening;
    window.addEventListener("online", () => this.retry(), { signal });
    // With the data saver nothing is loaded before somebody wants it.
    video.addEventListener("play", () => this.wish.saver && this.hls.startLoad(this.hls.startPosition), { signal });
  }

  choose(wish: Wish): void {
    const saved = this.wish.saver;
    this.wish = wish;
    if (this.hls.levels.length > 0) {
      this.hls.nextLevel = chosenRung(this.rungs, wish);
    }
    if (saved && !wish.saver) {
      this.hls.startLoad(this.hls.startPosition);
    }
  }

  retry(): void {
    clearTimeout(this.timer);
    if (this.hls.levels.length === 0) {
      this.hls.loadSource(this.address);
    } else {
      this.hls.startLoad(this.video.currentTime || this.hls.startPosition);
    }
  }

  leave(): void {
    clearTimeout(this.timer);
    this.listening.abort();
    this.hls.destroy();
    this.video.removeAttribute("src");
    this.video.load();
  }

  private begin(place: number): HlsType {
    const hls = new this.Hls(this.settings(place));
    const { Events } = this.Hls;
    hls.on(Events.MANIFEST_PARSED, () => this.offer());
    hls.on(Events.LEVEL_SWITCHED, (_event, { level }) => this.show(hls.levels[level]));
    hls.on(Events.FRAG_LOADED, () => this.arrived());
    hls.on(Events.ERROR, (_event, problem) => this.handle(problem));
    hls.loadSource(this.address);
    hls.attachMedia(this.video);
    return hls;
  }

  private settings(place: number): Partial<HlsConfig> {
    const settings: Partial<HlsConfig> = {
      autoStartLoad: !this.wish.saver || !this.video.paused,
      startPosition: place > 0 ? place : -1,
      capLevelToPlayerSize: true,
      maxBufferLength: this.wish.saver ? 15 : 30,
      backBufferLength: 60,
      // The content policy forbids workers from text.
      enableWorker: false,
    };
    // Its own timeline would empty the text tracks of the page whenever a source is read.
    return Object.assign(settings, { timelineController: undefined });
  }

  private get rungs(): Rung[] {
    return this.hls.levels.map(rungOf);
  }

  private offer(): void {
    const { rungs } = this;
    this.listener.rungs(rungs.filter((rung) => rung.short > 0));
    const chosen = chosenRung(rungs, this.wish);
    if (chosen >= 0) {
      this.hls.loadLevel = chosen;
    }
  }

  private show(level: Level | undefined): void {
    if (level) {
      this.listener.shows(rungOf(level));
    }
  }

  private arrived(): void {
    this.backoff.succeeded();
    this.listener.fine();
  }

  private handle(problem: ErrorData): void {
    const { ErrorTypes } = this.Hls;
    const status = problem.response?.code ?? 0;
    if (status >= 400 && status < 500) {
      this.ask();
    } else if (problem.type === ErrorTypes.NETWORK_ERROR) {
      this.missing(problem.fatal);
    } else if (problem.fatal && problem.type === ErrorTypes.MEDIA_ERROR && !this.recovered) {
      this.recovered = true;
      this.hls.recoverMediaError();
    } else if (problem.fatal) {
      this.listener.cannot();
    }
  }

  /** hls.js tries a few times by itself; after that we go on trying, ever more slowly. */
  private missing(fatal: boolean): void {
    if (fatal || this.video.readyState < HTMLMediaElement.HAVE_FUTURE_DATA) {
      this.listener.trouble({ kind: "network" });
    }
    if (fatal) {
      clearTimeout(this.timer);
      this.timer = window.setTimeout(() => this.retry(), this.backoff.next());
    }
  }

  private async ask(): Promise<void> {
    if (this.asking) {
      return;
    }
    this.asking = true;
    this.hls.stopLoad();
    const answer = await askWhy(this.address);
    this.asking = false;
    if (this.listening.signal.aborted) {
      return;
    }
    if (answer?.kind === "network") {
      this.missing(true);
    } else if (answer) {
      this.listener.trouble(answer);
    } else {
      this.readAgain();
    }
  }

  /** A better edition replaced the files of this one while somebody was watching. */
  private readAgain(): void {
    const now = performance.now();
    if (now - this.readAgainAt < READ_AGAIN_MS) {
      this.listener.cannot();
      return;
    }
    this.readAgainAt = now;
    const { video } = this;
    const [place, playing] = [video.currentTime, !video.paused];
    this.hls.destroy();
    this.hls = this.begin(place);
    if (playing) {
      video.play().catch(() => undefined);
    }
  }
}

function rungOf(level: Level): Rung {
  return { short: Math.min(level.width, level.height), bitsPerSecond: level.averageBitrate || level.bitrate };
}
