/**
 * Where the picture and the sound of a player come from: the source, the quality, listening without the picture, and
 * what to say when nothing arrives. Its mark-up is part of `components/player.html`.
 */
import { Controller } from "@hotwired/stimulus";

import { showOnLockScreen } from "../player/media_session";
import { signInAddress } from "../player/place";
import type { Rung } from "../player/quality";
import { type MenuPatterns, QualityMenu } from "../player/quality_menu";
import { say } from "../player/saying";
import { openStream } from "../player/source";
import type { Stream, Trouble } from "../player/stream";
import type { Way } from "../player/ways";
import { Weakness } from "../player/weakness";
import { keepWishes, readWishes } from "../player/wishes";
import { fillSlots, showState } from "../states";

/** Standing still for less is what every seek does. */
const STALL_MS = 3000;

interface Patterns extends MenuPatterns {
  listening: string;
  watching: string;
}

export default class StreamController extends Controller<HTMLElement> {
  static override targets = [
    ...["video", "quality", "qualityRow", "saver", "listening", "still"],
    ...["offer", "trouble", "signin", "again"],
  ];
  static override values = {
    base: String,
    listen: String,
    poster: String,
    title: String,
    course: String,
    login: String,
    patterns: Object,
  };

  declare readonly videoTarget: HTMLVideoElement;
  declare readonly qualityTarget: HTMLSelectElement;
  declare readonly qualityRowTarget: HTMLElement;
  declare readonly hasQualityTarget: boolean;
  declare readonly saverTarget: HTMLInputElement;
  declare readonly hasSaverTarget: boolean;
  declare readonly listeningTarget: HTMLInputElement;
  declare readonly hasListeningTarget: boolean;
  declare readonly stillTarget: HTMLElement;
  declare readonly offerTarget: HTMLElement;
  declare readonly troubleTarget: HTMLElement;
  declare readonly signinTarget: HTMLAnchorElement;
  declare readonly againTarget: HTMLElement;
  declare readonly baseValue: string;
  declare readonly listenValue: string;
  declare readonly posterValue: string;
  declare readonly titleValue: string;
  declare readonly courseValue: string;
  declare readonly loginValue: string;
  declare readonly patternsValue: Patterns;

  private activity = new AbortController();
  private stream: Stream | null = null;
  private menu: QualityMenu | null = null;
  /** Counts sources, so that one that comes too late is not used. */
  private turn = 0;
  private onlyListening = false;
  /** Where the present source began; the element forgets its place with every source. */
  private begunAt = 0;
  private trouble: Trouble | null = null;
  private readonly weakness = new Weakness();
  private stall: number | undefined;
  private declined = false;

  override connect(): void {
    this.activity = new AbortController();
    const { signal } = this.activity;
    const { titleValue: title, courseValue: course, posterValue: poster } = this;
    showOnLockScreen(this.videoTarget, { title, course, poster }, signal);
    this.videoTarget.addEventListener("waiting", () => this.watchStall(), { signal });
    this.videoTarget.addEventListener("timeupdate", () => clearTimeout(this.stall), { signal });
    window.addEventListener("focus", () => this.trouble?.kind === "signed-out" && this.tryAgain(), { signal });
    if (this.hasQualityTarget) {
      this.menu = new QualityMenu(this.qualityTarget, this.qualityRowTarget, this.patternsValue);
    }
    if (this.hasSaverTarget) {
      this.saverTarget.checked = readWishes().saver;
    }
    this.open();
  }

  override disconnect(): void {
    this.turn += 1;
    clearTimeout(this.stall);
    this.activity.abort();
    this.stream?.leave();
    this.stream = null;
  }

  chooseQuality(): void {
    const { value } = this.qualityTarget;
    keepWishes({ quality: value === "auto" ? null : Number(value) });
    this.stream?.choose(this.wish);
  }

  saveData(): void {
    keepWishes({ saver: this.saverTarget.checked });
    this.qualityTarget.disabled = this.saverTarget.checked;
    this.stream?.choose(this.wish);
  }

  switchListening(): void {
    this.turnPicture(this.listeningTarget.checked);
  }

  listen(): void {
    this.decline();
    this.turnPicture(true);
  }

  watch(): void {
    this.turnPicture(false);
    this.videoTarget.focus();
  }

  decline(): void {
    this.declined = true;
    this.offerTarget.hidden = true;
  }

  tryAgain(): void {
    this.fine();
    this.stream?.retry();
  }

  private get place(): number {
    const { readyState, currentTime } = this.videoTarget;
    return readyState === HTMLMediaElement.HAVE_NOTHING ? Math.max(this.begunAt, currentTime) : currentTime;
  }

  private get wish() {
    const { quality: short, saver } = readWishes();
    return { short, saver };
  }

  private turnPicture(onlyListening: boolean): void {
    this.onlyListening = onlyListening;
    this.listeningTarget.checked = onlyListening;
    this.stillTarget.hidden = !onlyListening;
    this.open();
    say(this.element, onlyListening ? this.patternsValue.listening : this.patternsValue.watching);
  }

  /** Change to another source at the same place; playing goes on if it was. */
  private async open(way?: Way): Promise<void> {
    this.turn += 1;
    const { turn, videoTarget: video } = this;
    const [place, playing, rate] = [this.place, !video.paused, video.playbackRate];
    this.begunAt = place;
    this.stream?.leave();
    this.stream = null;
    const playlist = `${this.baseValue}${this.onlyListening ? this.listenValue : "master.m3u8"}`;
    const source = { playlist, file: `${this.baseValue}fallback.mp4` };
    const stream = await openStream(video, source, this.wish, this.listener(), place, way);
    if (turn !== this.turn) {
      stream.leave();
      return;
    }
    this.stream = stream;
    video.defaultPlaybackRate = rate;
    video.playbackRate = rate;
    if (playing) {
      video.play().catch(() => undefined);
    }
  }

  private listener() {
    let last = false;
    return {
      rungs: (rungs: readonly Rung[]) => !this.onlyListening && this.menu?.offer(rungs),
      shows: (rung: Rung) => this.menu?.name(rung),
      trouble: (trouble: Trouble) => this.say(trouble),
      fine: () => this.fine(),
      cannot: () => {
        if (last || this.onlyListening) {
          this.say({ kind: "broken" });
        } else {
          last = true;
          this.open("file");
        }
      },
    };
  }

  private watchStall(): void {
    clearTimeout(this.stall);
    const moment = this.videoTarget.currentTime;
    this.stall = window.setTimeout(() => {
      const { currentTime, paused } = this.videoTarget;
      const still = !paused && currentTime === moment && this.trouble === null;
      if (still && this.weakness.stalled(performance.now()) && this.listenValue && !this.onlyListening) {
        this.offerTarget.hidden = this.declined || !this.hasListeningTarget;
      }
    }, STALL_MS);
  }

  private say(trouble: Trouble): void {
    this.trouble = trouble;
    showState(this.troubleTarget, trouble.kind);
    fillSlots(this.troubleTarget, { reason: trouble.reason ?? "" });
    this.againTarget.hidden = !["closed", "gone"].includes(trouble.kind);
    this.signinTarget.href = signInAddress(this.loginValue, location.pathname, this.place);
  }

  private fine(): void {
    if (this.trouble) {
      this.trouble = null;
      showState(this.troubleTarget, "");
      this.againTarget.hidden = true;
    }
  }
}
