/**
 * The outline of a draft, edited in place: rows are dragged, or moved with the keys from their handle; titles are
 * edited where they stand; Ctrl+Z undoes. The mark-up is `courses/studio/course.html`; without script its forms do it.
 */
import "../studio/studio.css";

import { Controller } from "@hotwired/stimulus";
import Sortable from "sortablejs";

import { Problem, send, Unreachable } from "../http";
import { fillSlots, sentence, showState } from "../states";
import { Holding, type Said } from "../studio/holding";
import { moved, placeOf, putAt, type Spot, spotOf } from "../studio/placing";
import { retitle } from "../studio/retitling";

const ROWS = "[data-outline-target='lecture'], [data-outline-target='chapter']";

export default class OutlineController extends Controller<HTMLElement> {
  static override targets = ["chapters", "chapter", "list", "handle", "state", "voice", "undo"];
  static override values = {
    version: Number,
    grabbed: String,
    place: String,
    chapter: String,
    dropped: String,
    left: String,
  };

  declare readonly chaptersTarget: HTMLElement;
  declare readonly listTargets: HTMLElement[];
  declare readonly stateTarget: HTMLElement;
  declare readonly voiceTarget: HTMLElement;
  declare versionValue: number;
  declare readonly grabbedValue: string;
  declare readonly placeValue: string;
  declare readonly chapterValue: string;
  declare readonly droppedValue: string;
  declare readonly leftValue: string;

  private readonly sortables = new Map<Element, Sortable>();
  private readonly holding = new Holding(
    (row) => (isChapter(row) ? [] : this.listTargets),
    (what, row) => this.say(what, row),
    (row, from) => this.save(row, from),
  );
  private dragged: Spot | null = null;
  private queue: Promise<void> = Promise.resolve();
  private listening = new AbortController();

  override connect(): void {
    this.listening = new AbortController();
    const { signal } = this.listening;
    document.addEventListener("keydown", (event) => this.press(event), { signal });
    this.element.addEventListener("focusout", (event) => this.holding.lost(event.target), { signal });
    for (const hint of this.element.querySelectorAll<HTMLElement>(".scripted")) {
      hint.hidden = false;
    }
    this.element.dataset.live = "";
  }

  override disconnect(): void {
    this.listening.abort();
  }

  chaptersTargetConnected(chapters: HTMLElement): void {
    this.sort(chapters, "chapters", ".draft-chapter", ".draft-head > .handle");
  }

  listTargetConnected(list: HTMLElement): void {
    this.sort(list, "lectures", ".draft-row", ".handle");
  }

  chaptersTargetDisconnected(chapters: HTMLElement): void {
    this.forget(chapters);
  }

  listTargetDisconnected(list: HTMLElement): void {
    this.forget(list);
  }

  handleTargetConnected(handle: HTMLElement): void {
    handle.hidden = false;
  }

  /** A link to the form that renames edits the title where it stands instead. */
  rename(event: Event): void {
    const link = event.currentTarget as HTMLElement;
    const title = link.closest(`${ROWS}, .next`)?.querySelector<HTMLElement>("[data-outline-target='title']");
    if (!title) {
      return;
    }
    event.preventDefault();
    link.closest("details")?.removeAttribute("open");
    retitle(title, link.getAttribute("aria-label") ?? link.textContent ?? "", (wanted, before) =>
      this.saveTitle(title, wanted, before),
    );
  }

  private sort(root: HTMLElement, group: string, draggable: string, handle: string): void {
    const sortable = Sortable.create(root, {
      group,
      draggable,
      handle,
      animation: 0,
      // The browser's own dragging knows no touch and shows another picture everywhere.
      forceFallback: true,
      fallbackTolerance: 4,
      emptyInsertThreshold: 24,
      ghostClass: "being-placed",
      onStart: ({ item }) => {
        this.dragged = spotOf(item);
      },
      onEnd: ({ item }) => {
        const from = this.dragged;
        if (from && moved(item, from)) {
          this.save(item, from);
        }
        this.dragged = null;
      },
    });
    this.sortables.set(root, sortable);
  }

  private forget(root: HTMLElement): void {
    this.sortables.get(root)?.destroy();
    this.sortables.delete(root);
  }

  private press(event: KeyboardEvent): void {
    const { target } = event;
    if (target instanceof HTMLElement && target.matches(".handle") && this.element.contains(target)) {
      const row = target.closest<HTMLElement>(ROWS);
      if (row) {
        this.holding.press(event, row);
      }
    } else if ((event.ctrlKey || event.metaKey) && !isField(target)) {
      const key = event.key.toLowerCase();
      const redo = key === "y" || (key === "z" && event.shiftKey);
      const form = this.element.querySelector<HTMLFormElement>(redo ? "form[data-redo]" : "form[data-undo]");
      if (form && (key === "z" || key === "y")) {
        event.preventDefault();
        form.requestSubmit();
      }
    }
  }

  private save(row: HTMLElement, from: Spot): void {
    this.queue = this.queue.then(async () => {
      await this.attempt(
        async () => {
          const body = { version: this.versionValue, ...placeOf(row) };
          const answer = await send<{ version: number }>("PUT", row.dataset.address ?? "", { body });
          this.versionValue = answer.version;
        },
        () => putAt(row, from),
      );
    });
  }

  private async saveTitle(title: HTMLElement, wanted: string, before: string): Promise<string> {
    let stands = before;
    await this.attempt(async () => {
      const body = { title: wanted, before };
      stands = (await send<{ title: string }>("PUT", title.dataset.address ?? "", { body })).title;
    });
    return stands;
  }

  /** Do it, say what became of it; after a conflict show what stands now. */
  private async attempt(act: () => Promise<void>, takeBack: () => void = () => undefined): Promise<void> {
    showState(this.stateTarget, "saving");
    try {
      await act();
      this.tellEmpty();
      await this.refresh(false);
      showState(this.stateTarget, "saved");
    } catch (error) {
      takeBack();
      showState(this.stateTarget, error instanceof Unreachable ? "offline" : "refused");
      if (error instanceof Problem) {
        fillSlots(this.stateTarget, { detail: error.message });
        await this.refresh(true);
      }
    }
  }

  /** A chapter says that it has no lecture as long as that is so. */
  private tellEmpty(): void {
    for (const list of this.listTargets) {
      const said = list.parentElement?.querySelector<HTMLElement>(":scope > .empty");
      if (said) {
        said.hidden = list.children.length > 0;
      }
    }
  }

  /** What can be undone is different now; `whole`: the order and the titles too. */
  private async refresh(whole: boolean): Promise<void> {
    const response = await fetch(location.href, { credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const names = whole ? ["undo", "chapters"] : ["undo"];
    for (const name of names) {
      const fresh = page.querySelector(`[data-outline-target='${name}']`);
      const stale = this.element.querySelector(`[data-outline-target='${name}']`);
      if (fresh && stale) {
        stale.replaceWith(document.importNode(fresh, true));
      }
    }
    const outline = page.querySelector<HTMLElement>("[data-controller~='outline']");
    this.versionValue = Number(outline?.dataset.outlineVersionValue ?? this.versionValue);
  }

  private say(what: Said, row: HTMLElement): void {
    const moved = isChapter(row) ? this.chapterValue : this.placeValue;
    const patterns = { grabbed: this.grabbedValue, moved, dropped: this.droppedValue, left: this.leftValue };
    const rows = [...(row.parentElement?.children ?? [])];
    this.voiceTarget.textContent = sentence(patterns[what], {
      title: titleOf(row),
      number: String(rows.indexOf(row) + 1),
      all: String(rows.length),
      chapter: titleOf(row.closest<HTMLElement>("[data-outline-target='chapter']")),
    });
  }
}

function isChapter(row: HTMLElement): boolean {
  return row.dataset.outlineTarget === "chapter";
}

function titleOf(row: HTMLElement | null): string {
  return row?.querySelector("[data-slot='title']")?.textContent ?? "";
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
}
