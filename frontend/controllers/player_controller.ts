/**
 * Reports what was really played of a lecture, and shows what is covered, what is missing and where one is.
 *
 * The mark-up is `components/player.html`, which says what a page hands in. Three more controllers stand beside this one
 * and meet it only at the video element: `stream` (where picture and sound come from), `controls` (buttons and keys)
 * and `subtitles` (captions).
 *
 * It dispatches `player:time` {seconds} while the place moves, at most four times a second, and `player:completed` when
 * the server says that the lecture is complete. `player:seek` {seconds} from anywhere in the page moves it. An
 * address that ends in `#t=97` begins there.
 */
import { Controller } from "@hotwired/stimulus";

import { Glance } from "../player/glance";
import { placeInAddress, worthResuming } from "../player/place";
import { type ResumePatterns, Resuming } from "../player/resuming";
import { SeekBar } from "../player/seek_bar";
import type { Coverage, SendingState } from "../player/sending";
import type { ViewingSession } from "../player/session";
import { Study } from "../player/study";
import { nextMissing } from "../player/times";
import { readWishes } from "../player/wishes";
import { type CoveragePatterns, coverageWords } from "../player/words";
import { fillSlots, showState } from "../states";

const TELL_MS = 250;

export default class PlayerController extends Controller<HTMLElement> {
  static override targets = [
    ...["video", "cover", "seek", "glance", "words", "unseen", "speed", "state", "complete"],
    ...["resumed", "over", "back"],
  ];
  static override values = {
    lecture: String,
    member: String,
    base: String,
    preview: Boolean,
    duration: Number,
    sessions: { type: String, default: "/api/viewing-sessions" },
    beats: { type: String, default: "/beats" },
    patterns: Object,
  };

  declare readonly videoTarget: HTMLVideoElement;
  declare readonly coverTarget: SVGSVGElement;
  declare readonly seekTarget: HTMLInputElement;
  declare readonly glanceTarget: HTMLElement;
  declare readonly wordsTarget: HTMLElement;
  declare readonly unseenTarget: HTMLElement;
  declare readonly speedTarget: HTMLSelectElement;
  declare readonly stateTarget: HTMLElement;
  declare readonly completeTarget: HTMLElement;
  declare readonly resumedTarget: HTMLElement;
  declare readonly overTarget: HTMLElement;
  declare readonly backTarget: HTMLElement;
  declare readonly lectureValue: string;
  declare readonly memberValue: string;
  declare readonly baseValue: string;
  declare readonly previewValue: boolean;
  declare durationValue: number;
  declare readonly sessionsValue: string;
  declare readonly beatsValue: string;
  declare readonly patternsValue: CoveragePatterns & ResumePatterns & { spoken: string };

  private listening = new AbortController();
  private study: Study | null = null;
  private bar: SeekBar | null = null;
  private resuming: Resuming | null = null;
  private coverage: Coverage | null = null;
  private toldAt = Number.NEGATIVE_INFINITY;

  override connect(): void {
    this.listening = new AbortController();
    const { signal } = this.listening;
    this.bar = this.seekBar(signal);
    this.resuming = this.resumption(signal);
    this.videoTarget.addEventListener("timeupdate", () => this.tell(), { signal });
    for (const moved of ["seeking", "seeked"]) {
      this.videoTarget.addEventListener(moved, () => this.tell(true), { signal });
    }
    window.addEventListener("player:seek", (event) => this.seek(event as CustomEvent), { signal });
    const asked = placeInAddress(location.hash);
    if (asked !== null) {
      this.resuming.at(asked, false);
    }
    if (!this.previewValue) {
      this.learn(signal);
    }
  }

  override disconnect(): void {
    this.study?.stop();
    this.study = null;
    this.listening.abort();
  }

  continueUnseen(): void {
    const place = nextMissing(this.coverage?.missing ?? [], this.videoTarget.currentTime);
    if (place !== null) {
      this.videoTarget.currentTime = place;
      // A browser may want a tap on the picture itself.
      this.videoTarget.play().catch(() => undefined);
    }
  }

  startOver(): void {
    this.resuming?.startOver();
  }

  goBack(): void {
    this.resuming?.goBack();
  }

  private seekBar(signal: AbortSignal): SeekBar {
    const { videoTarget: video, seekTarget: input, coverTarget: cover } = this;
    // Looking for a place costs nothing but the pictures, which the data saver leaves out.
    const glance = new Glance(this.glanceTarget, () => (readWishes().saver ? "" : this.baseValue));
    return new SeekBar({ video, input, cover, glance, spoken: this.patternsValue.spoken }, this.durationValue, signal);
  }

  private resumption(signal: AbortSignal): Resuming {
    const parts = { video: this.videoTarget, note: this.resumedTarget, over: this.overTarget, back: this.backTarget };
    return new Resuming(parts, this.patternsValue, signal);
  }

  private learn(signal: AbortSignal): void {
    const place = {
      lecture: this.lectureValue,
      member: this.memberValue,
      sessions: this.sessionsValue,
      beats: this.beatsValue,
    };
    const study = new Study(this.videoTarget, place, {
      coverage: (coverage) => this.show(coverage),
      state: (state, detail) => this.say(state, detail),
      opened: (session, first) => this.begin(session, first),
    });
    this.study = study;
    window.addEventListener("online", () => study.flush(), { signal });
    study.open();
  }

  private begin(session: ViewingSession, first: boolean): void {
    const { duration_ms, rate_cap, resume_ms, coverage } = session.opened;
    this.durationValue = Math.max(1, Math.floor(duration_ms / 1000));
    this.bar?.length(this.durationValue);
    for (const option of this.speedTarget.options) {
      option.disabled = Number(option.value) > rate_cap;
    }
    this.show(coverage);
    const place = resume_ms / 1000;
    if (first && placeInAddress(location.hash) === null && worthResuming(place, this.durationValue)) {
      this.resuming?.at(place, true);
    }
  }

  private seek(event: CustomEvent<{ seconds: number }>): void {
    const seconds = Number(event.detail?.seconds);
    if (Number.isFinite(seconds)) {
      this.videoTarget.currentTime = Math.max(0, seconds);
      // Before the recording is known the place is kept for later and no event says so.
      this.tell(true);
    }
  }

  /** `now`: a person moved, and does not wait for the next quarter of a second. */
  private tell(now = false): void {
    const at = performance.now();
    if (now || at - this.toldAt >= TELL_MS) {
      this.toldAt = at;
      this.dispatch("time", { detail: { seconds: this.videoTarget.currentTime } });
    }
  }

  private show(coverage: Coverage): void {
    const newlyComplete = coverage.complete && this.coverage?.complete === false;
    this.coverage = coverage;
    this.wordsTarget.textContent = coverageWords(coverage, this.durationValue, this.patternsValue);
    this.unseenTarget.hidden = coverage.missing.length === 0 || coverage.covered.length === 0;
    this.completeTarget.hidden = !coverage.complete;
    this.bar?.cover(coverage.covered);
    if (newlyComplete) {
      this.dispatch("completed");
    }
  }

  private say(state: SendingState, detail = ""): void {
    showState(this.stateTarget, state);
    fillSlots(this.stateTarget, { detail });
  }
}
