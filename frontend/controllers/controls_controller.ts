/**
 * The buttons and keys of a player that move it: play, place, loudness, speed. Without script the browser's own controls
 * stay. Its mark-up is part of `components/player.html`. Keys that are for others are dispatched: `controls:captions`,
 * `controls:full`, `controls:float`, `controls:help`.
 */
import { Controller } from "@hotwired/stimulus";

import { type Act, actOf, pressOf } from "../player/keys";
import { say } from "../player/saying";
import { clockTime } from "../player/times";
import { keepWishes, readWishes } from "../player/wishes";
import { fillSlots, sentence } from "../states";

type Patterns = Record<
  "playing" | "paused" | "play" | "pause" | "spoken" | "speed" | "volume" | "muted" | "loud",
  string
>;

export default class ControlsController extends Controller<HTMLElement> {
  static override targets = ["video", "start", "play", "times", "mute", "volume", "speed", "everywhere"];
  static override values = { duration: Number, patterns: Object };

  declare readonly videoTarget: HTMLVideoElement;
  declare readonly startTarget: HTMLElement;
  declare readonly playTarget: HTMLElement;
  declare readonly timesTarget: HTMLElement;
  declare readonly muteTarget: HTMLElement;
  declare readonly volumeTarget: HTMLInputElement;
  declare readonly speedTarget: HTMLSelectElement;
  declare readonly everywhereTarget: HTMLInputElement;
  declare readonly durationValue: number;
  declare readonly patternsValue: Patterns;

  private activity = new AbortController();
  private showsLeft = false;

  override connect(): void {
    this.activity = new AbortController();
    const { videoTarget: video } = this;
    const { volume, muted, keys } = readWishes();
    video.controls = false;
    video.volume = Math.min(1, Math.max(0, volume / 100));
    video.muted = muted;
    this.everywhereTarget.checked = keys;
    this.on(video, ["play", "pause", "ended"], () => this.showPlaying(true));
    this.on(video, ["timeupdate", "durationchange", "seeking"], () => this.showTimes());
    this.on(video, ["volumechange"], () => this.showVolume());
    this.on(video, ["ratechange"], () => this.showSpeed());
    this.on(document, ["keydown"], (event) => this.press(event as KeyboardEvent));
    this.showPlaying(false);
    this.showVolume();
    this.showTimes();
  }

  override disconnect(): void {
    this.activity.abort();
    this.videoTarget.controls = true;
  }

  toggle(): void {
    const { videoTarget: video } = this;
    if (video.paused) {
      video.play().catch(() => undefined);
    } else {
      video.pause();
    }
  }

  back(): void {
    this.move(-10);
  }

  /** Show what is left instead of where one is, or the other way round. */
  swapTimes(): void {
    this.showsLeft = !this.showsLeft;
    this.showTimes();
  }

  mute(): void {
    const { videoTarget: video } = this;
    video.muted = !video.muted;
    keepWishes({ muted: video.muted });
    say(this.element, video.muted ? this.patternsValue.muted : this.patternsValue.loud);
  }

  setVolume(): void {
    this.loudness(Number(this.volumeTarget.value));
  }

  changeSpeed(): void {
    this.rate(Number(this.speedTarget.value));
  }

  keepKeys(): void {
    keepWishes({ keys: this.everywhereTarget.checked });
  }

  private on(target: EventTarget, kinds: string[], act: (event: Event) => void): void {
    for (const kind of kinds) {
      target.addEventListener(kind, act, { signal: this.activity.signal });
    }
  }

  private press(event: KeyboardEvent): void {
    const act = actOf(pressOf(event, this.element), this.everywhereTarget.checked);
    if (act && !event.defaultPrevented && !document.querySelector("dialog[open]")) {
      event.preventDefault();
      this.perform(act);
    }
  }

  private perform(act: Act): void {
    if (act.kind === "move") {
      this.move(act.seconds);
    } else if (act.kind === "tenth") {
      this.videoTarget.currentTime = (this.length * act.tenth) / 10;
    } else if (act.kind === "volume") {
      this.loudness(Math.round(this.videoTarget.volume * 100) + act.step);
    } else if (act.kind === "slower" || act.kind === "faster") {
      this.step(act.kind === "faster" ? 1 : -1);
    } else if (act.kind === "toggle") {
      this.toggle();
    } else if (act.kind === "mute") {
      this.mute();
    } else {
      this.dispatch(act.kind);
    }
  }

  private move(seconds: number): void {
    const { videoTarget: video } = this;
    video.currentTime = Math.min(Math.max(0, video.currentTime + seconds), this.length);
    say(this.element, this.spokenTimes());
  }

  private loudness(percent: number): void {
    const { videoTarget: video } = this;
    const volume = Math.min(100, Math.max(0, percent));
    video.volume = volume / 100;
    video.muted = false;
    keepWishes({ volume, muted: false });
    say(this.element, sentence(this.patternsValue.volume, { percent: String(volume) }));
  }

  /** The next speed that is offered in this direction. */
  private step(direction: 1 | -1): void {
    const rates = [...this.speedTarget.options].filter((option) => !option.disabled).map(({ value }) => Number(value));
    const next = rates.indexOf(this.videoTarget.playbackRate) + direction;
    const rate = rates[next];
    if (rate !== undefined) {
      this.rate(rate);
    }
  }

  private rate(rate: number): void {
    this.videoTarget.defaultPlaybackRate = rate;
    this.videoTarget.playbackRate = rate;
    say(this.element, sentence(this.patternsValue.speed, { rate: `${rate}×` }));
  }

  private get length(): number {
    const { duration } = this.videoTarget;
    return Number.isFinite(duration) ? Math.round(duration) : this.durationValue;
  }

  private showPlaying(spoken: boolean): void {
    const { paused } = this.videoTarget;
    const { playing, paused: stopped, play, pause } = this.patternsValue;
    this.startTarget.hidden = spoken || !paused;
    this.playTarget.setAttribute("aria-label", paused ? play : pause);
    this.element.toggleAttribute("data-playing", !paused);
    if (spoken) {
      this.element.setAttribute("data-begun", "");
      say(this.element, paused ? stopped : playing, { seen: false });
    }
  }

  private spokenTimes(): string {
    const now = clockTime(this.videoTarget.currentTime);
    return sentence(this.patternsValue.spoken, { now, all: clockTime(this.length) });
  }

  private showTimes(): void {
    const { currentTime } = this.videoTarget;
    const now = this.showsLeft ? `−${clockTime(this.length - currentTime)}` : clockTime(currentTime);
    fillSlots(this.timesTarget, { now, all: clockTime(this.length) });
  }

  private showVolume(): void {
    const { volume, muted } = this.videoTarget;
    const silent = muted || volume === 0;
    this.muteTarget.setAttribute("aria-pressed", String(silent));
    this.volumeTarget.value = String(silent ? 0 : Math.round(volume * 100));
  }

  private showSpeed(): void {
    this.speedTarget.value = String(this.videoTarget.playbackRate);
  }
}
