/**
 * Saves each answer by itself, keeps unsaved ones on the device, and says where every answer is.
 *
 *     <form method="post" action="{submit page}" data-controller="quiz"
 *           data-quiz-url-value="/api/attempts/{attempt}/answers"     (PUT {url}/{item}, JSON {"client_seq", "answer"})
 *           data-quiz-attempt-value="{{ attempt.public_id }}"
 *           data-quiz-member-value="{{ request.user.public_id }}"
 *           data-quiz-seconds-left-value="900"                        (optional: whole seconds until the deadline)
 *           data-action="submit->quiz#submit">
 *       <p role="timer" data-quiz-target="clock"></p>                 (optional)
 *       <fieldset data-quiz-target="item" data-item="{{ item public id or position }}" data-seq="{{ last saved client_seq or 0 }}" data-kind="single">
 *         <legend>…</legend>
 *         <ul class="choices"> <li><label><input type="radio" name="answer-{item}" value="{option id}"> …</label></li> </ul>
 *         <input type="hidden" name="seq-{item}" value="{{ last saved client_seq }}" data-quiz-target="seq">   (optional, kept in step)
 *         <p class="state" role="status" data-quiz-target="state">
 *           <span data-state="device" hidden>On this device</span>
 *           <span data-state="saving" hidden>Saving</span>
 *           <span data-state="saved" hidden>Saved</span>
 *           <span data-state="conflict" hidden>Answered later on another device</span>
 *           <span data-state="refused" hidden>Not accepted</span>
 *         </p>
 *       </fieldset>
 *       <button class="button" data-quiz-target="submit">Submit</button>
 *       <p data-quiz-target="waiting" hidden>Some answers are still on this device …</p>
 *     </form>
 *
 * `data-kind` decides the shape of `answer`: single, true_false → {"option": id} · multiple → {"options": [ids]} ·
 * short_text, numeric → {"text": "…"}. Without script the same form posts all answers as ordinary fields.
 * Replies: 200 {"client_seq": n, "state": "saved" | "stale"} · 409 (another answer has this number) · other 4xx (refused).
 */
import { Controller } from "@hotwired/stimulus";

import { clockTime } from "../player/times";
import { readAnswer, writeAnswer } from "../quiz/answers";
import { AnswerSaver, type AnswerState } from "../quiz/saver";
import { showState } from "../states";

const TYPING_PAUSE_MS = 800;

export default class QuizController extends Controller<HTMLFormElement> {
  static override targets = ["item", "state", "seq", "clock", "submit", "waiting"];
  static override values = { url: String, attempt: String, member: String, secondsLeft: Number };

  declare readonly itemTargets: HTMLElement[];
  declare readonly hasClockTarget: boolean;
  declare readonly clockTarget: HTMLElement;
  declare readonly hasWaitingTarget: boolean;
  declare readonly waitingTarget: HTMLElement;
  declare readonly urlValue: string;
  declare readonly attemptValue: string;
  declare readonly memberValue: string;
  declare readonly hasSecondsLeftValue: boolean;
  declare readonly secondsLeftValue: number;

  private saver: AnswerSaver | null = null;
  private listening = new AbortController();
  private readonly typing = new Map<string, number>();
  private clock: number | undefined;

  override connect(): void {
    this.saver = new AnswerSaver(this.urlValue, this.memberValue, this.attemptValue, (item, state, seq) =>
      this.tell(item, state, seq),
    );
    this.listening = new AbortController();
    const { signal } = this.listening;
    for (const item of this.itemTargets) {
      item.addEventListener("change", () => this.save(item), { signal });
      item.addEventListener("input", (event) => this.typed(item, event), { signal });
    }
    window.addEventListener("online", () => this.saver?.flush(), { signal });
    const leave = () => document.visibilityState === "hidden" && this.saveTyped();
    document.addEventListener("visibilitychange", leave, { signal });
    this.restore();
    this.startClock();
  }

  override disconnect(): void {
    this.saveTyped();
    this.listening.abort();
    clearInterval(this.clock);
    this.saver?.stop();
    this.saver = null;
  }

  /** Everything that waits is brought to the server before the form goes; without network the form stays here. */
  async submit(event: SubmitEvent): Promise<void> {
    const { saver } = this;
    if (!saver) {
      return;
    }
    event.preventDefault();
    const button = event.submitter as HTMLButtonElement | null;
    await this.saveTyped();
    await saver.flush();
    if ((await saver.waiting()).length > 0) {
      this.showWaiting(true);
      return;
    }
    this.saver = null;
    saver.stop();
    // A form that is sent by script does not carry the button that was pressed.
    if (button?.name) {
      const pressed = Object.assign(document.createElement("input"), { type: "hidden", name: button.name });
      pressed.value = button.value;
      this.element.append(pressed);
    }
    this.element.submit();
  }

  private typed(item: HTMLElement, event: Event): void {
    const input = event.target as HTMLInputElement;
    if (input.type === "radio" || input.type === "checkbox") {
      return;
    }
    const id = item.dataset.item ?? "";
    clearTimeout(this.typing.get(id));
    this.typing.set(
      id,
      window.setTimeout(() => this.save(item), TYPING_PAUSE_MS),
    );
  }

  private async saveTyped(): Promise<void> {
    const items = this.itemTargets.filter((item) => this.typing.has(item.dataset.item ?? ""));
    await Promise.all(items.map((item) => this.save(item)));
  }

  private async save(item: HTMLElement): Promise<void> {
    const id = item.dataset.item ?? "";
    clearTimeout(this.typing.get(id));
    this.typing.delete(id);
    const next = Number(item.dataset.seq ?? 0) + 1;
    item.dataset.seq = String(next);
    await this.saver?.save(id, { client_seq: next, answer: readAnswer(item) });
  }

  /** Answers that waited since an earlier visit; one that the server has overtaken is dropped. */
  private async restore(): Promise<void> {
    for (const [id, waiting] of (await this.saver?.waiting()) ?? []) {
      const item = this.itemOf(id);
      if (item && waiting.client_seq > Number(item.dataset.seq ?? 0)) {
        writeAnswer(item, waiting.answer);
        item.dataset.seq = String(waiting.client_seq);
      } else {
        await this.saver?.forget(id);
      }
    }
    await this.saver?.flush();
  }

  private tell(id: string, state: AnswerState, seq?: number): void {
    const item = this.itemOf(id);
    if (!item) {
      return;
    }
    const words = item.querySelector('[data-quiz-target~="state"]');
    if (words) {
      showState(words, state);
    }
    if (seq !== undefined) {
      item.dataset.seq = String(Math.max(seq, Number(item.dataset.seq ?? 0)));
      const field = item.querySelector<HTMLInputElement>('[data-quiz-target~="seq"]');
      if (field) {
        field.value = String(seq);
      }
    }
    if (state === "saved") {
      this.showWaiting(false);
    }
  }

  private itemOf(id: string): HTMLElement | undefined {
    return this.itemTargets.find((item) => item.dataset.item === id);
  }

  private showWaiting(shown: boolean): void {
    if (this.hasWaitingTarget) {
      this.waitingTarget.hidden = !shown;
    }
  }

  /** The server keeps the time; this only shows it, and looks again when it is over. */
  private startClock(): void {
    if (!this.hasSecondsLeftValue || !this.hasClockTarget) {
      return;
    }
    const end = performance.now() + this.secondsLeftValue * 1000;
    const tick = () => {
      const left = Math.max(0, (end - performance.now()) / 1000);
      this.clockTarget.textContent = clockTime(left);
      if (left === 0) {
        clearInterval(this.clock);
        this.saver?.flush().then(() => window.location.reload());
      }
    };
    this.clock = window.setInterval(tick, 1000);
    tick();
  }
}
