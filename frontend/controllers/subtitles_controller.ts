/**
 * Captions in words of one's own size and place: the browser reads the tracks, and we set the lines.
 *
 * Its mark-up is part of `components/player.html`; without script the browser shows the first track itself.
 */
import { Controller } from "@hotwired/stimulus";

import { FULL_SCREEN_EVENTS } from "../player/full_screen";
import { say } from "../player/saying";
import { keepWishes, readWishes } from "../player/wishes";
import { sentence } from "../states";

const OFF = "off";

export default class SubtitlesController extends Controller<HTMLElement> {
  static override targets = ["video", "lines", "toggle", "language", "size", "ground", "place"];
  /** `on` takes {label}. */
  static override values = { patterns: Object };

  declare readonly videoTarget: HTMLVideoElement;
  declare readonly linesTarget: HTMLElement;
  declare readonly toggleTarget: HTMLElement;
  declare readonly languageTarget: HTMLSelectElement;
  declare readonly sizeTarget: HTMLSelectElement;
  declare readonly groundTarget: HTMLSelectElement;
  declare readonly placeTarget: HTMLSelectElement;
  declare readonly patternsValue: { on: string; off: string };

  private activity = new AbortController();
  /** What "on" means when it is next asked for. */
  private last = "";

  override connect(): void {
    this.activity = new AbortController();
    const { signal } = this.activity;
    const { captions, size, ground, place } = readWishes();
    this.sizeTarget.value = size;
    this.groundTarget.value = ground;
    this.placeTarget.value = place;
    this.last = this.tracks[0]?.language ?? "";
    for (const track of this.tracks) {
      track.addEventListener("cuechange", () => this.draw(), { signal });
    }
    // Where the device shows its own full screen, our lines are not on it.
    this.videoTarget.addEventListener("webkitbeginfullscreen", () => this.turn("showing"), { signal });
    this.videoTarget.addEventListener("webkitendfullscreen", () => this.turn("hidden"), { signal });
    for (const kind of FULL_SCREEN_EVENTS) {
      document.addEventListener(kind, () => this.draw(), { signal });
    }
    this.arrange();
    this.choose(captions);
  }

  override disconnect(): void {
    this.activity.abort();
  }

  toggle(): void {
    const next = this.languageTarget.value === OFF ? this.last : OFF;
    this.choose(next);
    this.keep();
  }

  chooseLanguage(): void {
    this.choose(this.languageTarget.value);
    this.keep();
  }

  style(): void {
    const [size, ground, place] = [this.sizeTarget.value, this.groundTarget.value, this.placeTarget.value];
    keepWishes({ size, ground, place });
    this.arrange();
  }

  private get tracks(): TextTrack[] {
    return [...this.videoTarget.textTracks].filter((track) => track.kind === "captions");
  }

  private get chosen(): TextTrack | undefined {
    return this.tracks.find((track) => track.language === this.languageTarget.value);
  }

  /** A language that this recording has not falls back to the first one. */
  private choose(wanted: string): void {
    const known = wanted === OFF || this.tracks.some((track) => track.language === wanted);
    const language = known ? wanted : (this.tracks[0]?.language ?? OFF);
    this.languageTarget.value = language;
    this.last = language === OFF ? this.last : language;
    this.toggleTarget.setAttribute("aria-pressed", String(language !== OFF));
    this.turn("hidden");
    this.draw();
  }

  /** Hidden tracks tell their cues all the same, and the browser does not draw them. */
  private turn(mode: TextTrackMode): void {
    const { chosen } = this;
    for (const track of this.tracks) {
      track.mode = track === chosen ? mode : "disabled";
    }
  }

  private keep(): void {
    const { chosen } = this;
    keepWishes({ captions: this.languageTarget.value });
    const { on, off } = this.patternsValue;
    say(this.element, chosen ? sentence(on, { label: chosen.label }) : off);
  }

  private arrange(): void {
    const { dataset } = this.linesTarget;
    dataset.size = this.sizeTarget.value;
    dataset.ground = this.groundTarget.value;
    dataset.place = this.placeTarget.value;
    this.linesTarget.hidden = false;
  }

  private draw(): void {
    const cues = [...(this.chosen?.activeCues ?? [])] as VTTCue[];
    this.linesTarget.replaceChildren(...cues.map(lineOf));
    this.linesTarget.lang = this.chosen?.language ?? "";
    this.linesTarget.hidden = this.chosen === undefined;
  }
}

/** The browser has parsed it; what comes is text with bold, ruby and the like, never script. */
function lineOf(cue: VTTCue): HTMLElement {
  const line = document.createElement("p");
  const words = document.createElement("span");
  words.append(cue.getCueAsHTML());
  line.append(words);
  return line;
}
