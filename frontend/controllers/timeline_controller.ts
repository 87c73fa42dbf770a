/**
 * Asks the questions on a recording's timeline when their moments come: the recording pauses, the question is shown, and
 * whoever has answered, or wants to answer later, goes on.
 *
 * The mark-up is `quizzes/timeline/_questions.html`, where every question is a plain form. It meets the player only at
 * the video element. Answers are kept on the device first and sent one by one, like those of a quiz.
 */
import "../timeline/timeline.css";

import { Controller } from "@hotwired/stimulus";

import { FULL_SCREEN_EVENTS } from "../player/full_screen";
import type { Answer } from "../quiz/answers";
import { AnswerSaver } from "../quiz/saver";
import { sentence } from "../states";
import { Asked, type Reply } from "../timeline/asked";
import { left, type Mark, placeBeforeNext, reached } from "../timeline/due";
import { filling } from "../timeline/filling";

export default class TimelineController extends Controller<HTMLElement> {
  static override targets = ["question", "left", "next"];
  static override values = {
    url: String,
    lecture: String,
    member: String,
    preview: Boolean,
    one: String,
    some: String,
    none: String,
  };

  declare readonly questionTargets: HTMLDetailsElement[];
  declare readonly hasLeftTarget: boolean;
  declare readonly leftTarget: HTMLElement;
  declare readonly nextTarget: HTMLElement;
  declare readonly urlValue: string;
  declare readonly lectureValue: string;
  declare readonly memberValue: string;
  declare readonly previewValue: boolean;
  declare readonly oneValue: string;
  declare readonly someValue: string;
  declare readonly noneValue: string;

  private listening = new AbortController();
  private saver: AnswerSaver<Reply> | null = null;
  private asked: Asked[] = [];
  /** Those whose moment has come, in order; the first is shown. */
  private waiting: Asked[] = [];
  private before: number | null = null;

  override connect(): void {
    this.listening = new AbortController();
    const { signal } = this.listening;
    this.asked = this.questionTargets.map((element) => new Asked(element, this.listener, signal));
    const { video } = this;
    video?.addEventListener("timeupdate", () => this.follow(video), { signal });
    // A jump reaches nothing, and what it lands on counts as passed.
    video?.addEventListener("seeking", () => this.forget(), { signal });
    video?.addEventListener("play", () => this.waiting.length === 0 || this.letGo(), { signal });
    for (const kind of FULL_SCREEN_EVENTS) {
      document.addEventListener(kind, () => this.place(), { signal });
    }
    window.addEventListener("online", () => this.saver?.flush(), { signal });
    this.count();
    this.restore().then(() => this.element.setAttribute("data-ready", ""));
  }

  override disconnect(): void {
    this.listening.abort();
    this.saver?.stop();
    this.element.removeAttribute("data-ready");
  }

  /** A little before the first question that is still to be answered. */
  goToNext(): void {
    const place = placeBeforeNext(this.marks);
    const { video } = this;
    if (place !== null && video) {
      video.currentTime = place;
      video.play().catch(() => undefined);
      video.scrollIntoView({ block: "nearest" });
    }
  }

  private get video(): HTMLVideoElement | null {
    return document.querySelector<HTMLVideoElement>(".player video");
  }

  private get marks(): Mark[] {
    return this.asked.map(({ mark }) => mark);
  }

  private get listener(): { answer: (asked: Asked, answer: Answer) => void; goOn: () => void } {
    return { answer: (asked, answer) => this.answer(asked, answer), goOn: () => this.goOn() };
  }

  private follow(video: HTMLVideoElement): void {
    if (video.seeking || video.paused) {
      return;
    }
    const now = video.currentTime;
    const from = this.before ?? now - 0.5;
    this.before = now;
    const due = new Set(reached(this.marks, from, now).map(({ item }) => item));
    this.waiting = this.asked.filter(({ mark }) => due.has(mark.item));
    if (this.waiting.length > 0) {
      video.pause();
      this.showFirst();
    }
  }

  private forget(): void {
    this.before = null;
    this.letGo();
  }

  private showFirst(): void {
    const { video } = this;
    this.waiting[0]?.show(video && filling(video));
  }

  /** Full screen began or ended while a question was shown. */
  private place(): void {
    const [first] = this.waiting;
    if (first) {
      first.settleHome();
      this.showFirst();
    }
  }

  private letGo(): void {
    this.waiting[0]?.close();
    this.waiting = [];
  }

  private goOn(): void {
    this.waiting.shift()?.close();
    if (this.waiting.length > 0) {
      this.showFirst();
      return;
    }
    this.video?.play().catch(() => undefined);
  }

  private async answer(asked: Asked, answer: Answer): Promise<void> {
    asked.seq += 1;
    await this.saver?.save(asked.mark.item, { client_seq: asked.seq, answer });
  }

  /** Answers that waited since an earlier visit are sent; one that the server has overtaken is dropped. */
  private async restore(): Promise<void> {
    if (this.previewValue) {
      return;
    }
    const saver = new AnswerSaver<Reply>(
      this.urlValue,
      this.memberValue,
      `timeline/${this.lectureValue}`,
      (item, state) => this.of(item)?.say(state === "closed" ? "refused" : state),
      (item, reply) => this.hear(item, reply),
    );
    this.saver = saver;
    for (const [item, waiting] of await saver.waiting()) {
      const asked = this.of(item);
      if (asked && !asked.mark.settled && waiting.client_seq > asked.seq) {
        asked.write(waiting.answer);
        asked.seq = waiting.client_seq;
      } else {
        await saver.forget(item);
      }
    }
    await saver.flush();
  }

  private hear(item: string, reply: Reply): void {
    const asked = this.of(item);
    if (asked) {
      asked.seq = Math.max(asked.seq, reply.client_seq);
      asked.reply(reply);
      this.count();
    }
  }

  private of(item: string): Asked | undefined {
    return this.asked.find(({ mark }) => mark.item === item);
  }

  private count(): void {
    if (this.hasLeftTarget) {
      const number = left(this.marks).length;
      const pattern = [this.noneValue, this.oneValue][number] ?? this.someValue;
      this.leftTarget.textContent = sentence(pattern, { left: String(number) });
      this.nextTarget.hidden = number === 0 || this.previewValue;
    }
  }
}
