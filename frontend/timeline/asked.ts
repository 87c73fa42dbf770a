/** One question of a timeline on the page: its form, what is said about it, and where it lies. */
import { type Answer, readAnswer, writeAnswer } from "../quiz/answers";
import { showState } from "../states";
import type { Mark } from "./due";

export interface Reply {
  client_seq: number;
  state: "saved" | "stale";
  verdict: string;
  settled: boolean;
  feedback: string[];
  right: string[];
  explanation: string;
  source: string;
  left: number;
}

interface Listener {
  answer(asked: Asked, answer: Answer): void;
  goOn(asked: Asked): void;
}

export class Asked {
  readonly mark: Mark;
  private readonly home = document.createComment("");

  constructor(
    readonly element: HTMLDetailsElement,
    private readonly listener: Listener,
    signal: AbortSignal,
  ) {
    const { item = "", at = "0" } = element.dataset;
    const { required, settled } = element.dataset;
    this.mark = {
      item,
      at: Number(at) / 1000,
      required: required !== undefined,
      settled: settled !== undefined,
    };
    // Heard here and not by the page's actions: in full screen the question leaves its list.
    element.addEventListener("submit", (event) => this.submit(event), { signal });
    this.part("on")?.addEventListener("click", () => listener.goOn(this), { signal });
    element.before(this.home);
  }

  get seq(): number {
    return Number(this.element.dataset.seq ?? 0);
  }

  set seq(seq: number) {
    this.element.dataset.seq = String(seq);
    const field = this.element.querySelector<HTMLInputElement>(`[name="seq-${this.mark.item}"]`);
    if (field) {
      field.value = String(seq);
    }
  }

  /** Show it, over what fills the screen if something does, and bring the reader to it. */
  show(over: Element | null): void {
    this.element.open = true;
    this.element.toggleAttribute("data-due", true);
    this.toggle("on", true);
    if (over) {
      over.append(this.element);
    }
    this.element.scrollIntoView({ block: "nearest" });
    this.element.querySelector<HTMLElement>("legend")?.focus({ preventScroll: true });
  }

  /** Back into its list. */
  settleHome(): void {
    this.home.after(this.element);
  }

  close(): void {
    this.settleHome();
    this.element.open = false;
    this.element.removeAttribute("data-due");
    this.toggle("on", false);
  }

  say(state: string): void {
    const words = this.part("state");
    if (words) {
      showState(words, state);
    }
  }

  write(answer: Answer): void {
    writeAnswer(this.element, answer);
  }

  /** What the server says to the answer; text only, never mark-up. */
  reply(reply: Reply): void {
    this.mark.settled = reply.settled;
    this.element.toggleAttribute("data-settled", reply.settled);
    this.element.querySelector("fieldset")?.toggleAttribute("disabled", reply.settled);
    this.toggle("send", !reply.settled);
    this.toggle("reply", true);
    this.choose("verdict", reply.verdict);
    this.choose("standing", reply.settled ? "settled" : "open", reply.settled ? "" : "again");
    this.lines("feedback", reply.feedback);
    this.lines("right", reply.right);
    this.lines("explanation", reply.explanation ? [reply.explanation] : []);
    this.lines("source", reply.source ? [reply.source] : []);
    if (reply.settled) {
      this.part("on")?.focus();
    }
  }

  private submit(event: SubmitEvent): void {
    event.preventDefault();
    const answer = readAnswer(this.element);
    if (answer === null) {
      this.say("blank");
      return;
    }
    this.listener.answer(this, answer);
  }

  private part(name: string): HTMLElement | null {
    return this.element.querySelector<HTMLElement>(`[data-part="${name}"]`);
  }

  private toggle(name: string, shown: boolean): void {
    const part = this.part(name);
    if (part) {
      part.hidden = !shown;
    }
  }

  private choose(kind: "verdict" | "standing", ...names: string[]): void {
    for (const choice of this.element.querySelectorAll<HTMLElement>(`[data-${kind}]`)) {
      choice.hidden = !names.includes(choice.dataset[kind] ?? "");
    }
  }

  private lines(name: string, texts: string[]): void {
    const box = this.element.querySelector(`[data-lines="${name}"]`);
    const paragraphs = texts.map((text) => Object.assign(document.createElement("p"), { textContent: text }));
    box?.replaceChildren(...paragraphs);
    const head = this.element.querySelector<HTMLElement>(`[data-head="${name}"]`);
    if (head) {
      head.hidden = texts.length === 0;
    }
  }
}
