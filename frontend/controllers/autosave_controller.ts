/**
 * Saves the form of a lecture a moment after it stopped changing, and says what became of it.
 *
 * The mark-up is `courses/studio/_autosave.html`; the form is named by `data-autosave-form-value` and carries a field
 * `version`. What has not arrived is kept on the device, and never put over what somebody else saved.
 */
import "../studio/studio.css";

import { Controller } from "@hotwired/stimulus";

import { Outbox } from "../outbox";
import { fillSlots, showState } from "../states";
import { chosenTheirs, questions, standing } from "../studio/disputes";
import { FormSaving, type Kept, type Page } from "../studio/form_saving";
import { defaults, read, write } from "../studio/merging";

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

  private saving: FormSaving | null = null;
  private listening = new AbortController();

  override async connect(): Promise<void> {
    const form = document.getElementById(this.formValue);
    if (!(form instanceof HTMLFormElement)) {
      return;
    }
    const outbox = new Outbox<Kept>(this.memberValue, `lecture/${this.lectureValue}`);
    const saving = new FormSaving(this.pageOf(form), this.urlValue, outbox, defaults(form));
    this.saving = saving;
    this.listening = new AbortController();
    const { signal } = this.listening;
    for (const happening of ["input", "change"]) {
      form.addEventListener(happening, () => saving.changed(), { signal });
    }
    form.addEventListener("submit", () => saving.leave(), { signal });
    window.addEventListener("online", () => saving.save(), { signal });
    document.addEventListener("visibilitychange", () => document.hidden && saving.save(), { signal });
    await saving.restore();
    this.element.dataset.live = "";
  }

  override disconnect(): void {
    this.saving?.stop();
    this.listening.abort();
  }

  /** The person has chosen, field by field; the rest of the form is what both can stand behind. */
  choose(event: Event): void {
    event.preventDefault();
    this.conflictTarget.hidden = true;
    void this.saving?.chosen(chosenTheirs(this.fieldsTarget));
  }

  private pageOf(form: HTMLFormElement): Page {
    const version = form.querySelector<HTMLInputElement>('[name="version"]');
    return {
      get version() {
        return Number(version?.value ?? 0);
      },
      set version(number) {
        if (version) {
          version.value = String(number);
        }
      },
      read: () => read(form),
      write: (fields) => write(form, fields),
      standing: () => standing(this.formValue),
      ask: (disputed, sides) => {
        this.fieldsTarget.replaceChildren(...questions(this.templateTarget, form, disputed, sides));
        this.conflictTarget.hidden = false;
        this.conflictTarget.querySelector("input")?.focus();
      },
      tell: (state, detail = "") => {
        showState(this.stateTarget, state);
        fillSlots(this.stateTarget, { detail });
      },
    };
  }
}
