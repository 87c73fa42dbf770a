/**
 * The caption editor: a list of captions beside the recording, all by keyboard, saved by itself.
 *
 *     <div data-controller="captions" data-captions-url-value="/api/assets/…/captions/zh-hans" …>
 *       <video data-captions-target="video"> <svg data-captions-target="strip"> <p data-captions-target="shown">
 *       <div data-captions-target="tools" hidden>…</div> <p data-captions-target="state">…</p>
 *       <ol data-captions-target="list" hidden></ol> <template data-captions-target="row">…</template>
 *       <form data-captions-target="form"> <textarea data-captions-target="text"> <input data-captions-target="version"></form>
 *     </div>
 *
 * The form's text area holds everything as WebVTT: without script it is the editor, with it what is saved and kept on
 * the device. The mark-up is `media/captions/edit.html`.
 */
import { Controller } from "@hotwired/stimulus";

import { Desk } from "../captions/desk";
import { Keeping } from "../captions/keeping";
import { actOf } from "../captions/keys";
import { CueList } from "../captions/list";
import { Screen } from "../captions/screen";
import { readCaptions, readTime, writeCaptions } from "../captions/text";

const NUDGE_MS = 100;

export default class CaptionsController extends Controller<HTMLElement> {
  static override targets = [
    ...["video", "strip", "shown", "tools", "state", "conflict", "list", "none", "row", "hints"],
    ...["form", "text", "version", "undo", "redo"],
  ];
  static override values = { url: String, member: String, duration: Number };

  declare readonly hasVideoTarget: boolean;
  declare readonly videoTarget: HTMLVideoElement;
  declare readonly stripTarget: SVGElement;
  declare readonly shownTarget: HTMLElement;
  declare readonly toolsTarget: HTMLElement;
  declare readonly stateTarget: HTMLElement;
  declare readonly conflictTarget: HTMLElement;
  declare readonly listTarget: HTMLElement;
  declare readonly noneTarget: HTMLElement;
  declare readonly rowTarget: HTMLTemplateElement;
  declare readonly hintsTarget: HTMLElement;
  declare readonly formTarget: HTMLFormElement;
  declare readonly textTarget: HTMLTextAreaElement;
  declare readonly versionTarget: HTMLInputElement;
  declare readonly undoTarget: HTMLButtonElement;
  declare readonly redoTarget: HTMLButtonElement;
  declare readonly urlValue: string;
  declare readonly memberValue: string;
  declare readonly durationValue: number;

  private head: string[] = [];
  private desk = new Desk([]);
  private screen: Screen | null = null;
  private list!: CueList;
  private keeping!: Keeping;
  private listening = new AbortController();

  override connect(): void {
    if (this.hasVideoTarget) {
      this.screen = new Screen(this.videoTarget, this.stripTarget, this.shownTarget, this.durationValue);
    }
    this.list = new CueList(this.listTarget, this.rowTarget, this.hintsTarget, this.durationValue);
    const page = { text: this.textTarget, version: this.versionTarget, state: this.stateTarget };
    this.keeping = new Keeping({ ...page, conflict: this.conflictTarget }, this.urlValue, this.memberValue);
    this.formTarget.hidden = true;
    this.toolsTarget.hidden = false;
    this.listTarget.hidden = false;
    this.listen();
    const { head, cues } = readCaptions(this.keeping.restore() ?? this.textTarget.value);
    this.head = head;
    this.desk = new Desk(cues);
    this.draw();
  }

  override disconnect(): void {
    this.keeping.stop();
    this.listening.abort();
  }

  key(event: KeyboardEvent): void {
    const act = actOf(event);
    if (act) {
      event.preventDefault();
      this[act]();
    }
  }

  toggle(): void {
    this.screen?.toggle();
  }

  previous(): void {
    this.walk(-1);
  }

  next(): void {
    this.walk(1);
  }

  add(): void {
    this.edit(() => this.desk.add(this.here));
    this.list.focus(this.desk.selected, "text");
  }

  setStart(): void {
    this.edit(() => this.desk.setTimes(this.desk.selected, { start: this.here }));
  }

  setEnd(): void {
    this.edit(() => this.desk.setTimes(this.desk.selected, { end: this.here }));
  }

  earlier(): void {
    this.edit(() => this.desk.nudge(-NUDGE_MS));
  }

  later(): void {
    this.edit(() => this.desk.nudge(NUDGE_MS));
  }

  split(): void {
    this.edit(() => this.desk.split(this.list.cursor(this.desk.selected)));
  }

  merge(): void {
    this.edit(() => this.desk.merge());
  }

  remove(): void {
    this.edit(() => this.desk.remove());
  }

  undo(): void {
    this.edit(() => this.desk.undo());
  }

  redo(): void {
    this.edit(() => this.desk.redo());
  }

  seekStrip(event: MouseEvent): void {
    this.screen?.seekStrip(event);
  }

  saveMine(): void {
    this.keeping.saveMine();
  }

  takeTheirs(): void {
    this.keeping.takeTheirs();
  }

  private edit(act: () => void): void {
    act();
    this.draw();
    this.changed();
  }

  private draw(): void {
    this.list.draw(this.desk);
    this.show();
  }

  private show(): void {
    this.noneTarget.hidden = this.desk.cues.length > 0;
    this.undoTarget.disabled = !this.desk.canUndo;
    this.redoTarget.disabled = !this.desk.canRedo;
    this.screen?.draw(this.desk);
  }

  private changed(): void {
    this.keeping.keep(writeCaptions({ head: this.head, cues: [...this.desk.cues] }));
  }

  private walk(by: number): void {
    this.choose(this.desk.selected + by);
    this.list.focus(this.desk.selected, this.list.focused() ?? "text");
    this.screen?.seek(this.desk.current?.start ?? 0);
  }

  private choose(index: number): void {
    this.desk.select(index);
    this.list.mark("selected", this.desk.selected);
    this.show();
  }

  /** Without a recording, new captions follow the selected one. */
  private get here(): number {
    return this.screen?.here ?? this.desk.current?.end ?? 0;
  }

  private listen(): void {
    const { signal } = this.listening;
    const { listTarget } = this;
    listTarget.addEventListener("focusin", (event) => this.focused(event), { signal });
    listTarget.addEventListener("input", (event) => this.typed(event), { signal });
    listTarget.addEventListener("change", (event) => this.timed(event), { signal });
    listTarget.addEventListener("click", (event) => this.clicked(event), { signal });
    document.addEventListener("submit", (event) => this.keeping.beforeSending(event), { signal });
    window.addEventListener("online", () => this.keeping.flush(), { signal });
    if (this.hasVideoTarget) {
      const follow = () => this.list.mark("playing", this.screen?.follow(this.desk) ?? -1);
      this.videoTarget.addEventListener("timeupdate", follow, { signal });
    }
  }

  private focused(event: Event): void {
    const place = this.list.placeOf(event.target);
    if (place && place.index !== this.desk.selected) {
      this.choose(place.index);
    }
  }

  private typed(event: Event): void {
    const place = this.list.placeOf(event.target);
    if (place?.part === "text") {
      this.desk.type(place.index, (event.target as HTMLTextAreaElement).value);
      this.list.hint(this.desk, place.index);
      this.show();
      this.changed();
    }
  }

  private timed(event: Event): void {
    const place = this.list.placeOf(event.target);
    if (place?.part !== "start" && place?.part !== "end") {
      return;
    }
    const ms = readTime((event.target as HTMLInputElement).value);
    if (ms === null) {
      this.list.complain(place.index);
    } else {
      this.edit(() => this.desk.setTimes(place.index, { [place.part]: ms }));
    }
  }

  private clicked(event: Event): void {
    const place = this.list.placeOf(event.target);
    if (place?.part === "go") {
      this.screen?.seek(this.desk.cues[place.index]?.start ?? 0);
    }
  }
}
