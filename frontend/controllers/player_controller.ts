/**
 * Plays a lecture, reports what was really played, and shows what is covered and what is missing.
 *
 * The mark-up is `components/player.html`; a page includes it with the variables named there:
 *
 *     <section data-controller="player"
 *              data-player-lecture-value="{{ lecture_id }}"
 *              data-player-member-value="{{ request.user.public_id }}"
 *              data-player-base-value="/play/L/A/"              (master.m3u8 and fallback.mp4 lie there)
 *              data-player-preview-value="false"                (true: plays, reports nothing)
 *              data-player-duration-value="684"                 (seconds, 0 when not known yet)
 *              data-player-patterns-value="{{ JSON: seen, missing, more, between }}">   (sentences, see player/words.ts)
 *       <video data-player-target="video" controls playsinline webkit-playsinline x5-playsinline></video>
 *       <svg data-player-target="bar" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true"></svg>
 *       <p data-player-target="words"></p>
 *       <button data-player-target="unseen" data-action="player#continueUnseen" hidden>…</button>
 *       <select data-player-target="speed" data-action="player#changeSpeed">…</select>
 *       <p data-player-target="state"><span data-state="saved" hidden>Saved</span> …</p>
 *       <p data-player-target="complete" hidden>…</p>
 *     </section>
 *
 * It dispatches `player:completed` when the server says that the lecture is complete.
 */
import { Controller } from "@hotwired/stimulus";

import { Backoff } from "../backoff";
import { Problem } from "../http";
import { drawCover } from "../player/cover_bar";
import { BeatSender, type Coverage, type SendingState } from "../player/sending";
import { ViewingSession } from "../player/session";
import { attach } from "../player/source";
import { nextMissing } from "../player/times";
import { Tracker } from "../player/tracker";
import { type CoveragePatterns, coverageWords } from "../player/words";
import { fillSlots, showState } from "../states";

export default class PlayerController extends Controller<HTMLElement> {
  static override targets = ["video", "bar", "words", "unseen", "speed", "state", "complete"];
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
  declare readonly barTarget: SVGSVGElement;
  declare readonly wordsTarget: HTMLElement;
  declare readonly unseenTarget: HTMLElement;
  declare readonly speedTarget: HTMLSelectElement;
  declare readonly stateTarget: HTMLElement;
  declare readonly completeTarget: HTMLElement;
  declare readonly lectureValue: string;
  declare readonly memberValue: string;
  declare readonly baseValue: string;
  declare readonly previewValue: boolean;
  declare durationValue: number;
  declare readonly sessionsValue: string;
  declare readonly beatsValue: string;
  declare readonly patternsValue: CoveragePatterns;

  private listening = new AbortController();
  private detach: Promise<() => void> | null = null;
  private session: ViewingSession | null = null;
  private tracker: Tracker | null = null;
  private sender: BeatSender | null = null;
  private reopening: number | undefined;
  private readonly backoff = new Backoff();
  private coverage: Coverage | null = null;

  override connect(): void {
    const source = { master: `${this.baseValue}master.m3u8`, fallback: `${this.baseValue}fallback.mp4` };
    this.detach = attach(this.videoTarget, source);
    if (this.previewValue) {
      return;
    }
    this.listening = new AbortController();
    const { signal } = this.listening;
    this.videoTarget.addEventListener("timeupdate", () => this.draw(), { signal });
    window.addEventListener("online", () => this.sender?.flush(), { signal });
    this.sender = new BeatSender(this.beatsValue, this.memberValue, this.lectureValue, {
      coverage: (coverage) => this.show(coverage),
      state: (state, detail) => this.say(state, detail),
      expired: (token) => token === this.session?.token && this.open(),
    });
    this.open();
  }

  override disconnect(): void {
    this.tracker?.stop();
    this.tracker = null;
    this.session = null;
    this.sender?.stop();
    this.sender = null;
    clearTimeout(this.reopening);
    this.listening.abort();
    this.detach?.then((detach) => detach());
  }

  changeSpeed(): void {
    this.videoTarget.playbackRate = Number(this.speedTarget.value);
  }

  continueUnseen(): void {
    const place = nextMissing(this.coverage?.missing ?? [], this.videoTarget.currentTime);
    if (place !== null) {
      this.videoTarget.currentTime = place;
      // A browser may want a tap on the video itself; its own controls are there for that.
      this.videoTarget.play().catch(() => this.videoTarget.focus());
    }
  }

  private async open(): Promise<void> {
    try {
      const first = this.session === null;
      const session = await ViewingSession.open(this.sessionsValue, this.lectureValue);
      if (this.sender) {
        this.begin(session, first);
      }
    } catch (error) {
      if (error instanceof Problem && !error.passing) {
        this.say("refused", error.message);
        return;
      }
      this.say("waiting");
      this.reopening = window.setTimeout(() => this.open(), this.backoff.next());
    }
  }

  private begin(session: ViewingSession, first: boolean): void {
    this.backoff.succeeded();
    this.tracker?.stop();
    this.session = session;
    this.durationValue = Math.max(1, Math.floor(session.opened.duration_ms / 1000));
    for (const option of this.speedTarget.options) {
      option.disabled = Number(option.value) > session.opened.rate_cap;
    }
    this.show(session.opened.coverage);
    if (first) {
      this.resume(session.opened.resume_ms / 1000);
    }
    this.tracker = new Tracker(
      this.videoTarget,
      () => session.now(),
      (beat, leaving) => {
        const { sender } = this;
        if (leaving) {
          sender?.sendParting(session.token, beat);
        }
        sender?.add(session.token, beat).then(() => sender.flush());
      },
    );
    this.sender?.flush();
  }

  private resume(place: number): void {
    const video = this.videoTarget;
    const jump = () => {
      if (video.currentTime < 1 && place > 3 && place < this.durationValue - 5) {
        video.currentTime = place;
      }
    };
    if (video.readyState >= HTMLMediaElement.HAVE_METADATA) {
      jump();
    } else {
      video.addEventListener("loadedmetadata", jump, { once: true, signal: this.listening.signal });
    }
  }

  private show(coverage: Coverage): void {
    const newlyComplete = coverage.complete && this.coverage?.complete === false;
    this.coverage = coverage;
    this.wordsTarget.textContent = coverageWords(coverage, this.durationValue, this.patternsValue);
    this.unseenTarget.hidden = coverage.missing.length === 0;
    this.completeTarget.hidden = !coverage.complete;
    this.draw();
    if (newlyComplete) {
      this.dispatch("completed");
    }
  }

  private draw(): void {
    drawCover(this.barTarget, this.coverage?.covered ?? [], this.durationValue, this.videoTarget.currentTime);
  }

  private say(state: SendingState, detail = ""): void {
    showState(this.stateTarget, state);
    fillSlots(this.stateTarget, { detail });
  }
}
