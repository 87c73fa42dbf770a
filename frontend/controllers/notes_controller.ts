/**
 * Private notes beside a lecture: pinned to the second that plays, changed in place, kept while there is no network.
 *
 *     <section data-controller="notes" data-notes-url-value="…" (the page of the notes, fetched when it comes near)
 *              data-notes-api-value="/api/lectures/{id}/notes/" data-notes-lecture-value data-notes-member-value
 *              data-notes-kind-value="second"
 *              data-action="player:time@window->notes#hear keydown@document->notes#press click->notes#go">
 *       <div data-notes-target="frame"><a href="…">…</a></div>       (what courses/notes/_beside.html is put into)
 *       <p data-notes-target="state">…</p> <p data-notes-target="undo" hidden>…</p> <p data-notes-target="hint" hidden>…</p>
 *     </section>
 *
 * The frame says `data-live` once notes can be written.
 */
import { Controller } from "@hotwired/stimulus";

import { Keeper, type Wish } from "../notes/keeper";
import { clock, NOWHERE, type Place, precedes, seconds } from "../notes/places";
import { filled, placeOf, textOf, writeInPlace } from "../notes/row";
import { fetchPart, show, whenNear } from "../part";
import { fillSlots, showState } from "../states";

export default class NotesController extends Controller<HTMLElement> {
  static override targets = ["frame", "state", "undo", "hint", "form", "now", "list", "empty", "row", "note"];
  static override values = {
    url: String,
    api: String,
    lecture: String,
    member: String,
    kind: String,
    patterns: Object,
  };

  declare readonly frameTarget: HTMLElement;
  declare readonly stateTarget: HTMLElement;
  declare readonly undoTarget: HTMLElement;
  declare readonly hintTarget: HTMLElement;
  declare readonly formTarget: HTMLFormElement;
  declare readonly hasFormTarget: boolean;
  declare readonly nowTargets: HTMLElement[];
  declare readonly listTarget: HTMLElement;
  declare readonly emptyTarget: HTMLElement;
  declare readonly rowTarget: HTMLTemplateElement;
  declare readonly noteTargets: HTMLElement[];
  declare readonly urlValue: string;
  declare readonly apiValue: string;
  declare readonly lectureValue: string;
  declare readonly memberValue: string;
  declare readonly kindValue: string;
  declare readonly patternsValue: Record<string, string>;

  private keeper: Keeper | null = null;
  private second = 0;
  private deleted: { key: string; wish: Wish } | null = null;
  private loading: Promise<void> | null = null;
  private stopWaiting: () => void = () => undefined;
  private readonly online = () => void this.keeper?.flush();

  override connect(): void {
    this.keeper = new Keeper(this.memberValue, this.lectureValue, this.apiValue, (state, detail = "") => {
      showState(this.stateTarget, state);
      fillSlots(this.stateTarget, { detail });
    });
    this.hintTarget.hidden = false;
    window.addEventListener("online", this.online);
    this.stopWaiting = whenNear(this.element, () => void this.load());
  }

  override disconnect(): void {
    this.stopWaiting();
    this.keeper?.stop();
    window.removeEventListener("online", this.online);
  }

  hear(event: CustomEvent<{ seconds: number }>): void {
    this.second = Math.floor(event.detail.seconds);
  }

  /** N: a note at this moment, from anywhere on the page. */
  async press(event: KeyboardEvent): Promise<void> {
    const writing = event.target instanceof Element && event.target.closest("input, textarea, select, dialog");
    if (event.key.toLowerCase() !== "n" || event.ctrlKey || event.metaKey || event.altKey || writing) {
      return;
    }
    event.preventDefault();
    await this.load();
    if (this.hasFormTarget) {
      this.now();
      this.field("text")?.focus();
      this.formTarget.scrollIntoView({ block: "nearest" });
    }
  }

  now(): void {
    const moment = this.field("moment");
    if (moment) {
      moment.value = clock(this.second);
    }
  }

  go(event: Event): void {
    const link = event.target instanceof Element ? event.target.closest<HTMLElement>("a[data-second]") : null;
    if (link) {
      event.preventDefault();
      window.dispatchEvent(new CustomEvent("player:seek", { detail: { seconds: Number(link.dataset.second) } }));
    }
  }

  add(event: Event): void {
    const text = this.field("text");
    const place = this.chosen();
    if (!text?.value.trim() || place === null) {
      // What cannot be read is for the server to explain.
      return;
    }
    event.preventDefault();
    const key = crypto.getRandomValues(new Uint32Array(4)).join("").slice(0, 32);
    this.place(this.fresh(key, { text: text.value.trim(), place }));
    void this.keeper?.keep(key, { text: text.value.trim(), place });
    text.value = "";
    const moment = this.field("moment");
    if (moment) {
      moment.value = "";
    }
    text.focus();
  }

  edit(event: Event): void {
    const note = this.noteOf(event);
    const words = note?.querySelector<HTMLElement>('[data-slot="text"]');
    if (!note || !words) {
      return;
    }
    event.preventDefault();
    const open = note.querySelector("textarea");
    if (open) {
      open.focus();
      return;
    }
    writeInPlace(note, words, this.patternsValue.words ?? "", (text) => {
      void this.keeper?.keep(note.dataset.key ?? "", { text, place: placeOf(note) });
    });
  }

  remove(event: Event): void {
    const note = this.noteOf(event);
    if (!note) {
      return;
    }
    event.preventDefault();
    const key = note.dataset.key ?? "";
    this.deleted = { key, wish: { text: textOf(note), place: placeOf(note) } };
    note.remove();
    this.settle();
    this.undoTarget.hidden = false;
    this.undoTarget.querySelector("button")?.focus();
    void this.keeper?.keep(key, { text: null, place: NOWHERE });
  }

  putBack(): void {
    if (this.deleted) {
      const { key, wish } = this.deleted;
      this.deleted = null;
      this.undoTarget.hidden = true;
      this.place(this.fresh(key, wish));
      void this.keeper?.keep(key, wish);
    }
  }

  private load(): Promise<void> {
    this.loading ??= this.fetch();
    return this.loading;
  }

  private async fetch(): Promise<void> {
    try {
      show(this.frameTarget, (await fetchPart(this.urlValue)).html);
    } catch {
      showState(this.stateTarget, "offline");
      this.loading = null;
      window.addEventListener("online", () => void this.load(), { once: true });
      return;
    }
    for (const button of this.nowTargets) {
      button.hidden = false;
    }
    await this.applyWaiting();
    this.frameTarget.dataset.live = "";
    await this.keeper?.flush();
  }

  /** What was written here without a network stands in the list before it has arrived. */
  private async applyWaiting(): Promise<void> {
    for (const [key, wish] of (await this.keeper?.waiting()) ?? []) {
      this.noteTargets.find((note) => note.dataset.key === key)?.remove();
      if (wish.text !== null) {
        this.place(this.fresh(key, wish));
      }
    }
    this.settle();
  }

  private fresh(key: string, wish: Wish): HTMLElement {
    return filled(this.rowTarget, key, wish, this.patternsValue);
  }

  private place(note: HTMLElement): void {
    const next = this.noteTargets.find((other) => precedes(placeOf(note), placeOf(other)));
    this.listTarget.insertBefore(note, next ?? null);
    this.settle();
  }

  private settle(): void {
    this.emptyTarget.hidden = this.listTarget.childElementCount > 0;
  }

  /** Where the form pins a note; null when that cannot be read. */
  private chosen(): Place | null {
    const moment = this.field("moment")?.value.trim();
    if (moment) {
      const number = seconds(moment);
      return number === null ? null : { kind: "second", number, anchor: "" };
    }
    const number = Number(this.field("part")?.value || 0);
    const anchor = this.kindValue === "section" ? `section-${number}` : "";
    return number ? { kind: this.kindValue, number, anchor } : NOWHERE;
  }

  private field(name: string): HTMLInputElement | null {
    return this.formTarget.querySelector<HTMLInputElement>(`[name="${name}"]`);
  }

  private noteOf(event: Event): HTMLElement | null {
    return event.target instanceof Element ? event.target.closest<HTMLElement>('[data-notes-target="note"]') : null;
  }
}
