/**
 * The editor of an article's text, in place of its text area.
 *
 *     <div data-controller="richtext" data-richtext-pictures-value="/api/lectures/…/pictures" …>
 *       <textarea data-richtext-target="source">  <div data-richtext-target="desk" hidden>
 *         <div data-richtext-target="bar">… <div data-richtext-target="tableTools">… <div data-richtext-target="page">
 *       </div> <dialog data-ask="link">…
 *     </div>
 *
 * The text area stays what is sent and saved: each change is written into it and announced as if it had been typed.
 * The mark-up is `courses/studio/rich_text.html`.
 */
import "../richtext/richtext.css";

import { Controller } from "@hotwired/stimulus";
import type { Editor } from "@tiptap/core";

import { COMMANDS, setBlock } from "../richtext/commands";
import { Dialogs } from "../richtext/dialogs";
import { htmlOf, makeEditor } from "../richtext/editor";
import type { Cleaned } from "../richtext/paste/cleaner";
import { Pasting } from "../richtext/pasting";
import { Questions } from "../richtext/questions";
import { Toolbar } from "../richtext/toolbar";
import { countWords, readingMinutes } from "../richtext/words";
import { fillSlots, showState } from "../states";

export default class RichtextController extends Controller<HTMLElement> {
  static override targets = [
    "source",
    "desk",
    "bar",
    "tableTools",
    "blocks",
    "page",
    "count",
    "notice",
    "file",
    "state",
  ];
  static override values = { pictures: String, describe: String, decoration: String, undescribed: String };

  declare readonly sourceTarget: HTMLTextAreaElement;
  declare readonly deskTarget: HTMLElement;
  declare readonly barTarget: HTMLElement;
  declare readonly tableToolsTarget: HTMLElement;
  declare readonly blocksTarget: HTMLSelectElement;
  declare readonly pageTarget: HTMLElement;
  declare readonly countTarget: HTMLElement;
  declare readonly noticeTarget: HTMLElement;
  declare readonly fileTarget: HTMLInputElement;
  declare readonly stateTarget: HTMLElement;
  declare readonly picturesValue: string;
  declare readonly describeValue: string;
  declare readonly decorationValue: string;
  declare readonly undescribedValue: string;

  private editor!: Editor;
  private toolbar!: Toolbar;
  private questions!: Questions;
  private pasting!: Pasting;
  private listening = new AbortController();

  override connect(): void {
    this.toolbar = new Toolbar(this.barTarget, this.tableToolsTarget, this.blocksTarget);
    this.pasting = new Pasting(
      () => this.editor,
      (dropped, markdown) => this.tell(dropped, markdown),
      (files) => this.questions.addPictures(files),
    );
    this.editor = this.make();
    const dialogs = new Dialogs(this.element);
    this.questions = new Questions(this.editor, dialogs, this.picturesValue, (state, detail) =>
      this.say(state, detail),
    );
    this.sourceTarget.hidden = true;
    this.deskTarget.hidden = false;
    this.listening = new AbortController();
    const { signal } = this.listening;
    this.sourceTarget.addEventListener("autosave:replaced", () => this.takeOver(), { signal });
    this.label?.addEventListener("click", () => this.editor.commands.focus(), { signal });
    this.moved();
    this.element.dataset.live = "";
  }

  override disconnect(): void {
    this.listening.abort();
    this.editor.destroy();
    this.sourceTarget.hidden = false;
    this.deskTarget.hidden = true;
  }

  run({ params: { command } }: { params: { command: string } }): void {
    COMMANDS[command]?.run(this.editor.chain().focus(), this.editor).run();
  }

  block(event: Event): void {
    event.stopPropagation();
    setBlock(this.editor, this.blocksTarget.value);
  }

  ask({ params: { dialog } }: { params: { dialog: string } }): void {
    this.questions.ask(dialog);
  }

  chooseFile(): void {
    this.fileTarget.click();
  }

  picture(event: Event): void {
    event.stopPropagation();
    const files = [...(this.fileTarget.files ?? [])];
    this.fileTarget.value = "";
    this.questions.addPictures(files);
  }

  async readMarkdown(): Promise<void> {
    this.noticeTarget.hidden = true;
    const missing = await this.pasting.readAsMarkdown();
    this.tell({ pictures: missing.length }, false);
  }

  closeNotice(): void {
    this.noticeTarget.hidden = true;
    this.editor.commands.focus();
  }

  private make(): Editor {
    const words = {
      describe: this.describeValue,
      decoration: this.decorationValue,
      undescribed: this.undescribedValue,
    };
    const help = document.getElementById(`${this.sourceTarget.id}_helptext`);
    return makeEditor({
      element: this.pageTarget,
      html: this.sourceTarget.value,
      attributes: {
        role: "textbox",
        class: "article",
        "aria-multiline": "true",
        "aria-label": this.label?.textContent?.trim() ?? "",
        ...(help ? { "aria-describedby": help.id } : {}),
      },
      picturesUrl: this.picturesValue,
      words,
      describe: (position) => this.questions.describe(position),
      editFormula: (position) => this.questions.formula(position),
      transform: (html) => this.pasting.transform(html),
      paste: (event) => this.pasting.paste(event),
      drop: (event) => this.pasting.drop(event),
      key: (event) => this.key(event),
      changed: () => this.changed(),
      moved: () => this.moved(),
    });
  }

  private get label(): HTMLElement | null {
    return document.querySelector(`label[for="${this.sourceTarget.id}"]`);
  }

  private key(event: KeyboardEvent): boolean {
    const link = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k";
    if (event.altKey && event.key === "F10") {
      this.barTarget.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
      return true;
    }
    if (link) {
      event.preventDefault();
      this.questions.ask("link");
    }
    return link;
  }

  private changed(): void {
    this.sourceTarget.value = htmlOf(this.editor);
    this.sourceTarget.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** Somebody else's text, or one that this device had kept, stands in the text area now. */
  private takeOver(): void {
    this.editor.commands.setContent(this.sourceTarget.value, { emitUpdate: false });
  }

  private moved(): void {
    if (!this.editor) {
      return;
    }
    this.toolbar.draw(this.editor);
    const text = this.editor.getText({ blockSeparator: "\n" });
    fillSlots(this.countTarget, { words: String(countWords(text)), minutes: String(readingMinutes(text)) });
  }

  private tell(dropped: Cleaned["dropped"], markdown: boolean): void {
    const found = Object.entries(dropped).filter(([, count]) => count > 0);
    for (const line of this.noticeTarget.querySelectorAll<HTMLElement>("[data-dropped]")) {
      const count = dropped[line.dataset.dropped as keyof Cleaned["dropped"]] ?? 0;
      line.hidden = count === 0;
      fillSlots(line, { count: String(count) });
    }
    for (const part of this.noticeTarget.querySelectorAll<HTMLElement>("[data-notice]")) {
      part.hidden = part.dataset.notice === "markdown" ? !markdown : found.length === 0;
    }
    this.noticeTarget.hidden = found.length === 0 && !markdown;
  }

  private say(state: string, detail = ""): void {
    showState(this.stateTarget, state);
    fillSlots(this.stateTarget, { detail });
  }
}
