/**
 * Marks when the pages of slides begin, while their narration plays.
 *
 * The mark-up is `courses/studio/timing.html`: a player, a picture of the page shown now, a strip of marks, and a form
 * with one field a page, which also works alone. Every change is saved by itself.
 */
import { Controller } from "@hotwired/stimulus";

import { Steps } from "../slides/steps";
import { Strip } from "../slides/strip";
import { clear, markNext, nudge, read, setTo, shownAt, type Times, written } from "../slides/times";
import { type SavingState, TimesSaver } from "../slides/times_saver";
import { fillSlots, sentence, showState } from "../states";

const STEP_MS = 100;

interface OfPage {
  params: { page: number };
}

export default class TimingController extends Controller<HTMLElement> {
  static override targets = ["row", "picture", "place", "strip", "now", "undo", "redo", "state", "voice", "save"];
  static override values = { url: String, duration: Number, place: String, mark: String, marked: String };

  declare readonly rowTargets: HTMLElement[];
  declare readonly pictureTarget: HTMLImageElement;
  declare readonly placeTarget: HTMLElement;
  declare readonly stripTarget: HTMLElement;
  declare readonly nowTarget: HTMLButtonElement;
  declare readonly undoTarget: HTMLButtonElement;
  declare readonly redoTarget: HTMLButtonElement;
  declare readonly stateTarget: HTMLElement;
  declare readonly voiceTarget: HTMLElement;
  declare readonly saveTarget: HTMLElement;
  declare readonly urlValue: string;
  declare readonly durationValue: number;
  declare readonly placeValue: string;
  declare readonly markValue: string;
  declare readonly markedValue: string;

  private steps = new Steps<Times>([]);
  private strip: Strip | null = null;
  private saver: TimesSaver | null = null;
  private listening = new AbortController();

  override connect(): void {
    this.steps = new Steps<Times>(this.rowTargets.map((row, index) => (index ? read(field(row)?.value ?? "") : 0)));
    this.saver = new TimesSaver(this.urlValue, (state, detail) => this.say(state, detail));
    this.strip = new Strip(this.stripTarget, this.durationValue, {
      move: (index, ms, joined) => this.take(setTo(this.times, index, ms, this.durationValue), index, { joined }),
      step: (index, byMs) => this.take(nudge(this.times, index, byMs, this.durationValue), index),
      clear: (index) => this.take(clear(this.times, index), index),
      listen: (ms) => this.seek(ms),
      words: (index, ms) => sentence(this.markValue, { number: String(index + 1), time: written(ms) }),
    });
    this.listening = new AbortController();
    const { signal } = this.listening;
    for (const moved of ["timeupdate", "seeked"]) {
      // Events of media do not bubble; they are caught on their way down.
      this.element.addEventListener(moved, () => this.follow(), { capture: true, signal });
    }
    this.element.addEventListener("change", (event) => this.typed(event), { signal });
    document.addEventListener("keydown", (event) => this.press(event), { signal });
    window.addEventListener("online", () => this.saver?.flush(), { signal });
    window.addEventListener("beforeunload", (event) => this.saver?.unsaved && event.preventDefault(), { signal });
    this.element.classList.add("scripting");
    this.saveTarget.hidden = true;
    this.draw();
  }

  override disconnect(): void {
    this.saver?.stop();
    this.listening.abort();
    this.element.classList.remove("scripting");
    this.saveTarget.hidden = false;
  }

  markNext(): void {
    const marked = markNext(this.times, this.position, this.durationValue);
    if (marked) {
      this.take(marked.times, marked.index);
    }
  }

  setNow({ params }: OfPage): void {
    this.take(setTo(this.times, params.page - 1, this.position, this.durationValue), params.page - 1);
  }

  earlier({ params }: OfPage): void {
    this.take(nudge(this.times, params.page - 1, -STEP_MS, this.durationValue), params.page - 1);
  }

  later({ params }: OfPage): void {
    this.take(nudge(this.times, params.page - 1, STEP_MS, this.durationValue), params.page - 1);
  }

  listen({ params }: OfPage): void {
    this.seek(this.times[params.page - 1] ?? 0);
  }

  undo(): void {
    this.steps.undo();
    this.changed();
  }

  redo(): void {
    this.steps.redo();
    this.changed();
  }

  private get times(): Times {
    return this.steps.now;
  }

  private get video(): HTMLVideoElement | null {
    return this.element.querySelector("video");
  }

  private get position(): number {
    return Math.round((this.video?.currentTime ?? 0) * 1000);
  }

  private take(times: Times | null, index: number, { joined = false } = {}): void {
    if (!times) {
      return;
    }
    this.steps.take(times, { joined });
    this.changed();
    const ms = times[index] ?? null;
    if (ms !== null && !joined) {
      this.voiceTarget.textContent = sentence(this.markedValue, { number: String(index + 1), time: written(ms) });
    }
  }

  private typed(event: Event): void {
    const index = this.rowTargets.findIndex((row) => row.contains(event.target as Node));
    const text = index > 0 ? (field(this.rowTargets[index])?.value ?? "") : "";
    if (index > 0) {
      const ms = read(text);
      if (ms !== null) {
        this.take(setTo(this.times, index, ms, this.durationValue), index);
      } else if (text.trim() === "") {
        this.take(clear(this.times, index), index);
      }
      // What could not be read, or did not fit between its neighbours, gives way to what stands.
      this.draw();
    }
  }

  private press(event: KeyboardEvent): void {
    const writing = event.target instanceof Element && event.target.closest("input, textarea, select, dialog");
    const chord = event.ctrlKey || event.metaKey;
    const key = event.key.toLowerCase();
    if (writing || event.altKey) {
      return;
    }
    if (chord && (key === "z" || key === "y")) {
      event.preventDefault();
      key === "y" || event.shiftKey ? this.redo() : this.undo();
    } else if (!chord && key === "n") {
      event.preventDefault();
      this.markNext();
    }
  }

  private changed(): void {
    this.draw();
    this.saver?.save(this.times);
  }

  private draw(): void {
    for (const [index, row] of this.rowTargets.entries()) {
      const input = field(row);
      const ms = this.times[index] ?? null;
      if (input && input !== document.activeElement) {
        input.value = ms === null ? "" : written(ms);
      }
    }
    this.strip?.draw(this.times);
    this.undoTarget.disabled = !this.steps.canUndo;
    this.redoTarget.disabled = !this.steps.canRedo;
    this.follow();
  }

  private follow(): void {
    const shown = shownAt(this.times, this.position);
    const row = this.rowTargets[shown];
    this.strip?.show(this.position);
    this.nowTarget.disabled = shown + 1 >= this.rowTargets.length;
    this.placeTarget.textContent = sentence(this.placeValue, {
      number: String(shown + 1),
      all: String(this.rowTargets.length),
    });
    for (const other of this.rowTargets) {
      other.classList.toggle("now", other === row);
    }
    const { small = "", large = "" } = row?.dataset ?? {};
    if (row && this.pictureTarget.dataset.large !== large) {
      this.pictureTarget.dataset.large = large;
      this.pictureTarget.srcset = `${small} 640w, ${large} 1600w`;
      this.pictureTarget.src = small;
    }
  }

  private seek(ms: number): void {
    window.dispatchEvent(new CustomEvent("player:seek", { detail: { seconds: ms / 1000 } }));
  }

  private say(state: SavingState, detail = ""): void {
    showState(this.stateTarget, state);
    fillSlots(this.stateTarget, { detail });
  }
}

function field(row: Element | undefined): HTMLInputElement | null {
  return row?.querySelector<HTMLInputElement>('input[name^="page-"]') ?? null;
}
