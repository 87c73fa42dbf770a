/**
 * Saves the form of a lecture a moment after it stopped changing, and says what became of it.
 *
 * The mark-up is `courses/studio/_autosave.html`; the form is named by `data-autosave-form-value` and carries a field
 * `version`. What has not arrived is kept on the device, and never put over what somebody else saved.
 */
import "../studio/studio.css";

import { Controller } from "@hotwired/stimulus";

import { Backoff } from "../backoff";
import { Problem, send, Unreachable } from "../http";
import { Outbox } from "../outbox";
import { fillSlots, showState } from "../states";
import { chosenTheirs, questions, standing } from "../studio/disputes";
import { defaults, type Fields, merge, read, sameFields, write } from "../studio/merging";

interface Kept {
  version: number;
  base: Fields;
  fields: Fields;
}

const PAUSE_MS = 1200;
const KEY = "form";

export default class AutosaveController extends Controller<HTMLElement> {
  static override targets = ["state", "conflict", "fields", "template"];
  static override values = { url: String, form: String, lecture: String, member: String };

  declare readonly stateTarget: HTMLElement;
  declare readonly conflictTarget: HTMLFormElement;
  declare readonly fieldsTarget: HTMLElement;
  declare readonly templateTarget: HTMLTemplateElement;
  declare readonly urlValue: string;
  declare readonly formValue: string;
  declare readonly lectureValue: string;
  declare readonly memberValue: string;

  private form: HTMLFormElement | null = null;
  private outbox: Outbox<Kept> | null = null;
  private base: Fields = {};
  private theirs: Fields = {};
  private leaving = false;
  private timer: number | undefined;
  private running: Promise<void> | null = null;
  private readonly backoff = new Backoff(2000, 30_000);
  private listening = new AbortController();

  override async connect(): Promise<void> {
    const form = document.getElementById(this.formValue);
    if (!(form instanceof HTMLFormElement)) {
      return;
    }
    this.form = form;
    this.base = defaults(form);
    this.outbox = new Outbox(this.memberValue, `lecture/${this.lectureValue}`);
    this.listening = new AbortController();
    const { signal } = this.listening;
    for (const happening of ["input", "change"]) {
      form.addEventListener(happening, () => this.changed(), { signal });
    }
    // The plain way was taken: nothing is sent twice. What is kept goes when the next page shows that it has arrived.
    form.addEventListener("submit", () => this.leave(), { signal });
    window.addEventListener("online", () => this.save(), { signal });
    document.addEventListener("visibilitychange", () => document.hidden && this.save(), { signal });
    await this.restore();
    this.element.dataset.live = "";
  }

  override disconnect(): void {
    clearTimeout(this.timer);
    this.listening.abort();
  }

  /** The person has chosen, field by field; the rest of the form is what both can stand behind. */
  choose(event: Event): void {
    event.preventDefault();
    const { form } = this;
    if (!form) {
      return;
    }
    const chosen = read(form);
    for (const name of chosenTheirs(this.fieldsTarget)) {
      chosen[name] = this.theirs[name] ?? [];
    }
    write(form, chosen);
    this.base = this.theirs;
    this.conflictTarget.hidden = true;
    this.changed();
    this.save();
  }

  private changed(): void {
    if (!this.form || !this.conflictTarget.hidden) {
      return;
    }
    this.keep();
    this.later(PAUSE_MS);
  }

  private keep(): void {
    if (this.form) {
      const fields = read(this.form);
      this.outbox?.put({ key: KEY, payload: { version: this.version, base: this.base, fields } });
    }
  }

  private async restore(): Promise<void> {
    const kept = (await this.outbox?.all())?.[0]?.payload;
    if (!kept || !this.form) {
      return;
    }
    if (kept.version === this.version) {
      write(this.form, kept.fields);
      await this.save();
    } else {
      this.settle(kept.base, kept.fields, read(this.form));
    }
  }

  private save(): Promise<void> {
    clearTimeout(this.timer);
    this.running ??= this.sendAll().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  private async sendAll(): Promise<void> {
    for (let going = true; going && this.form && !this.leaving && this.conflictTarget.hidden; ) {
      const fields = read(this.form);
      if (sameFields(fields, this.base)) {
        await this.outbox?.remove([KEY]);
        return;
      }
      going = await this.sendOne(fields);
    }
  }

  private async sendOne(fields: Fields): Promise<boolean> {
    showState(this.stateTarget, "saving");
    try {
      const body = { version: this.version, fields };
      const answer = await send<{ version: number }>("PUT", this.urlValue, { body });
      this.version = answer.version;
      this.base = fields;
      this.backoff.succeeded();
      await this.outbox?.remove([KEY], (kept) => sameFields(kept.fields, fields));
      showState(this.stateTarget, "saved");
      return true;
    } catch (error) {
      await this.failed(error);
      return false;
    }
  }

  private async failed(error: unknown): Promise<void> {
    if (error instanceof Unreachable || (error instanceof Problem && (error.passing || error.status === 401))) {
      showState(this.stateTarget, "waiting");
      this.later(this.backoff.next(error instanceof Problem ? error.retryAfterMs : null));
    } else if (error instanceof Problem && error.code === "lecture-changed") {
      await this.meet();
    } else {
      showState(this.stateTarget, "refused");
      fillSlots(this.stateTarget, { detail: error instanceof Problem ? error.message : String(error) });
    }
  }

  /** Somebody saved in between: look at what stands now, field by field. */
  private async meet(): Promise<void> {
    const now = await standing(this.formValue);
    if (this.form && now) {
      this.version = Number(now.version);
      this.settle(this.base, read(this.form), now.fields);
    }
  }

  private settle(base: Fields, mine: Fields, theirs: Fields): void {
    if (!this.form) {
      return;
    }
    const merged = merge(base, mine, theirs);
    write(this.form, merged.fields);
    this.base = theirs;
    if (merged.disputed.length === 0) {
      this.keep();
      this.later(0);
      return;
    }
    this.theirs = theirs;
    const asked = questions(this.templateTarget, this.form, merged.disputed, { mine, theirs });
    this.fieldsTarget.replaceChildren(...asked);
    this.conflictTarget.hidden = false;
    showState(this.stateTarget, "conflict");
    this.conflictTarget.querySelector("input")?.focus();
  }

  private leave(): void {
    this.leaving = true;
    clearTimeout(this.timer);
  }

  private get version(): number {
    return Number(this.form?.querySelector<HTMLInputElement>('[name="version"]')?.value ?? 0);
  }

  private set version(version: number) {
    const field = this.form?.querySelector<HTMLInputElement>('[name="version"]');
    if (field) {
      field.value = String(version);
    }
  }

  private later(ms: number): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.save(), ms);
  }
}
