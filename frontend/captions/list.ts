/** The list of captions on the page: one row each, copied from the page's `<template>`. */
import { fillSlots, sentence } from "../states";
import type { Desk } from "./desk";
import { hintsOf } from "./hints";
import { type Cue, shortTime } from "./text";

export type Part = "go" | "start" | "end" | "text";

export class CueList {
  constructor(
    private readonly list: HTMLElement,
    private readonly template: HTMLTemplateElement,
    private readonly sentences: HTMLElement,
    private readonly durationMs: number,
  ) {}

  /** Draw all rows anew; the focus comes back to the same part of the selected one. */
  draw(desk: Desk): void {
    const part = this.focused();
    this.list.replaceChildren(...desk.cues.map((cue, index) => this.row(cue, index)));
    desk.cues.forEach((_cue, index) => {
      this.hint(desk, index);
    });
    this.mark("selected", desk.selected);
    if (part) {
      this.focus(desk.selected, part);
    }
  }

  hint(desk: Desk, index: number): void {
    const cue = desk.cues[index];
    const place = this.part(index, "hints");
    if (cue && place) {
      place.textContent = hintsOf(cue, desk.cues[index + 1], this.durationMs)
        .map(({ kind, values }) => sentence(this.say(kind), values))
        .join(" ");
    }
  }

  /** A time that cannot be read is said beside its row and changes nothing. */
  complain(index: number): void {
    const place = this.part(index, "hints");
    if (place) {
      place.textContent = this.say("time");
    }
  }

  mark(name: "selected" | "playing", index: number): void {
    for (const row of this.list.querySelectorAll(`.${name}`)) {
      row.classList.remove(name);
    }
    this.list.children[index]?.classList.add(name);
  }

  focus(index: number, part: Part): void {
    const target = this.part(index, part);
    target?.focus();
    target?.scrollIntoView({ block: "nearest" });
  }

  focused(): Part | null {
    const active = document.activeElement;
    return active instanceof HTMLElement && this.list.contains(active)
      ? ((active.dataset.part ?? "text") as Part)
      : null;
  }

  /** Which row and part an event came from. */
  placeOf(target: EventTarget | null): { index: number; part: string } | null {
    const element = target instanceof Element ? target.closest<HTMLElement>("[data-part]") : null;
    const row = element?.closest("li");
    return element && row ? { index: [...this.list.children].indexOf(row), part: element.dataset.part ?? "" } : null;
  }

  /** Where the cursor stands in the text of a row. */
  cursor(index: number): number {
    const text = this.part(index, "text");
    return text instanceof HTMLTextAreaElement ? text.selectionStart : 0;
  }

  private row(cue: Cue, index: number): Element {
    const row = (this.template.content.cloneNode(true) as DocumentFragment).firstElementChild as HTMLElement;
    fillSlots(row, { number: String(index + 1) });
    const values: Record<string, string> = { start: shortTime(cue.start), end: shortTime(cue.end), text: cue.text };
    for (const field of row.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("input, textarea")) {
      field.value = values[field.dataset.part ?? ""] ?? "";
    }
    return row;
  }

  private part(index: number, part: string): HTMLElement | null {
    return this.list.children[index]?.querySelector<HTMLElement>(`[data-part="${part}"]`) ?? null;
  }

  private say(kind: string): string {
    return this.sentences.querySelector(`[data-hint="${kind}"]`)?.textContent ?? "";
  }
}
