/** The captions being edited: every change makes a new list, so that each can be undone. No DOM, no clock. */
import type { Cue } from "./text";

interface Moment {
  cues: readonly Cue[];
  selected: number;
}

const NEW_MS = 2000;
const SHORTEST_MS = 100;
const MOST_STEPS = 200;

export class Desk {
  private past: Moment[] = [];
  private future: Moment[] = [];
  private typing = -1;
  private now: Moment;

  constructor(cues: readonly Cue[]) {
    this.now = { cues, selected: cues.length ? 0 : -1 };
  }

  get cues(): readonly Cue[] {
    return this.now.cues;
  }

  get selected(): number {
    return this.now.selected;
  }

  get current(): Cue | undefined {
    return this.now.cues[this.now.selected];
  }

  get canUndo(): boolean {
    return this.past.length > 0;
  }

  get canRedo(): boolean {
    return this.future.length > 0;
  }

  select(index: number): void {
    this.typing = -1;
    this.now = { ...this.now, selected: Math.max(-1, Math.min(index, this.cues.length - 1)) };
  }

  /** Typing in one caption is one step, however many keys it takes. */
  type(index: number, text: string): void {
    const cues = replaced(this.cues, index, { text });
    if (this.typing === index) {
      this.now = { cues, selected: index };
    } else {
      this.step(cues, index);
      this.typing = index;
    }
  }

  setTimes(index: number, times: Partial<Pick<Cue, "start" | "end">>): void {
    this.stepSorted(replaced(this.cues, index, times), index);
  }

  /** An empty caption from here to two seconds on, or to the next one. */
  add(at: number): void {
    const after = this.cues.findIndex((cue) => cue.start > at);
    const place = after < 0 ? this.cues.length : after;
    const next = this.cues[place]?.start ?? Number.POSITIVE_INFINITY;
    const end = next - at >= SHORTEST_MS ? Math.min(at + NEW_MS, next) : at + NEW_MS;
    const fresh: Cue = { start: at, end, text: "", identifier: "", settings: "" };
    this.step([...this.cues.slice(0, place), fresh, ...this.cues.slice(place)], place);
  }

  nudge(by: number): void {
    const cue = this.current;
    if (cue && cue.start + by >= 0) {
      this.setTimes(this.selected, { start: cue.start + by, end: cue.end + by });
    }
  }

  /** Cut in two at a place of the text; the time is shared by the length of both. */
  split(at: number): void {
    const cue = this.current;
    const [before, after] = cue ? [cue.text.slice(0, at).trim(), cue.text.slice(at).trim()] : ["", ""];
    if (!cue || !before || !after) {
      return;
    }
    const middle = cue.start + Math.round(((cue.end - cue.start) * before.length) / (before.length + after.length));
    const halves = [
      { ...cue, end: middle, text: before },
      { ...cue, start: middle, text: after, identifier: "" },
    ];
    this.step(
      [...this.cues.slice(0, this.selected), ...halves, ...this.cues.slice(this.selected + 1)],
      this.selected + 1,
    );
  }

  merge(): void {
    const [cue, next] = [this.current, this.cues[this.selected + 1]];
    if (!cue || !next) {
      return;
    }
    const one = { ...cue, end: Math.max(cue.end, next.end), text: [cue.text, next.text].filter(Boolean).join("\n") };
    this.step([...this.cues.slice(0, this.selected), one, ...this.cues.slice(this.selected + 2)], this.selected);
  }

  remove(): void {
    if (this.current) {
      const cues = this.cues.filter((_cue, index) => index !== this.selected);
      this.step(cues, Math.min(this.selected, cues.length - 1));
    }
  }

  undo(): void {
    this.go(this.past, this.future);
  }

  redo(): void {
    this.go(this.future, this.past);
  }

  /** The caption that is shown at a moment, the last one that began; -1 for none. */
  at(ms: number): number {
    return this.cues.reduce((found, cue, index) => (cue.start <= ms && ms < cue.end ? index : found), -1);
  }

  private stepSorted(cues: Cue[], index: number): void {
    const moved = cues[index];
    const sorted = [...cues].sort((one, other) => one.start - other.start);
    this.step(sorted, moved ? sorted.indexOf(moved) : index);
  }

  private step(cues: readonly Cue[], selected: number): void {
    this.past = [...this.past, this.now].slice(-MOST_STEPS);
    this.future = [];
    this.typing = -1;
    this.now = { cues, selected };
  }

  private go(from: Moment[], to: Moment[]): void {
    const moment = from.pop();
    if (moment) {
      to.push(this.now);
      this.now = moment;
      this.typing = -1;
    }
  }
}

function replaced(cues: readonly Cue[], index: number, change: Partial<Cue>): Cue[] {
  return cues.map((cue, place) => (place === index ? { ...cue, ...change } : cue));
}
