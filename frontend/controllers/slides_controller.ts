/**
 * Shows slides one page at a time, by buttons, keys, fingers, or as their narration goes on.
 *
 * The mark-up is `courses/_slides.html`: without script all pages stand below one another, and so they are printed.
 * `starts` are the seconds at which the narration turns the pages, empty without one: then the address keeps the page.
 */
import { Controller } from "@hotwired/stimulus";

import { actOf, inRuns, pageAt, pageOf, SIZES, swipe, within } from "../slides/turning";
import { isWhole, toggleWhole } from "../slides/whole_screen";
import { sentence } from "../states";

export default class SlidesController extends Controller<HTMLElement> {
  static override targets = [
    ...["page", "sheets", "bar", "back", "next", "jump", "smaller", "larger", "full", "voice", "keys", "missing"],
  ];
  static override values = { starts: Array };

  declare readonly pageTargets: HTMLElement[];
  declare readonly sheetsTarget: HTMLElement;
  declare readonly barTarget: HTMLElement;
  declare readonly backTarget: HTMLButtonElement;
  declare readonly nextTarget: HTMLButtonElement;
  declare readonly jumpTarget: HTMLSelectElement;
  declare readonly smallerTarget: HTMLButtonElement;
  declare readonly largerTarget: HTMLButtonElement;
  declare readonly fullTarget: HTMLButtonElement;
  declare readonly voiceTarget: HTMLElement;
  declare readonly keysTarget: HTMLElement;
  declare readonly missingTarget: HTMLElement;
  declare readonly startsValue: number[];

  private page = 1;
  private size = 0;
  private finger: { x: number; y: number } | null = null;
  private listening = new AbortController();

  override connect(): void {
    this.listening = new AbortController();
    const { signal } = this.listening;
    document.addEventListener("keydown", (event) => this.press(event), { signal });
    document.addEventListener("fullscreenchange", () => this.drawFull(), { signal });
    window.addEventListener("hashchange", () => this.openAddress(), { signal });
    window.addEventListener("beforeprint", () => this.fetchAll(), { signal });
    this.sheetsTarget.addEventListener("touchstart", (event) => this.touch(event), { signal, passive: true });
    this.sheetsTarget.addEventListener("touchend", (event) => this.release(event), { signal, passive: true });
    if (this.narrated) {
      for (const moved of ["timeupdate", "seeked"]) {
        // Events of media do not bubble; they are caught on their way down.
        this.element.addEventListener(moved, (event) => this.follow(event), { capture: true, signal });
      }
    }
    this.barTarget.hidden = false;
    this.keysTarget.hidden = false;
    this.element.classList.add("paged");
    this.show(pageOf(location.hash, this.pageTargets.length) ?? 1);
    this.drawSize();
  }

  override disconnect(): void {
    this.listening.abort();
    this.element.classList.remove("paged", "filling");
    this.barTarget.hidden = true;
    this.keysTarget.hidden = true;
  }

  back(): void {
    this.turn(this.page - 1);
  }

  next(): void {
    this.turn(this.page + 1);
  }

  jump(): void {
    this.turn(Number(this.jumpTarget.value));
  }

  larger(): void {
    this.resize(1);
  }

  smaller(): void {
    this.resize(-1);
  }

  /** What the server has not seen reached yet, in words. */
  told({ detail }: CustomEvent<{ missing: number[] }>): void {
    const { pattern = "" } = this.missingTarget.dataset;
    this.missingTarget.hidden = detail.missing.length === 0;
    this.missingTarget.textContent = sentence(pattern, { pages: inRuns(detail.missing) });
  }

  async full(): Promise<void> {
    await toggleWhole(this.element);
    this.drawFull();
  }

  async print(): Promise<void> {
    await Promise.allSettled(this.fetchAll().map((picture) => picture.decode()));
    window.print();
  }

  private get narrated(): boolean {
    return this.startsValue.length > 0;
  }

  /** A person turns the page: the narration goes along. */
  private turn(wanted: number): void {
    const page = within(wanted, this.pageTargets.length);
    if (page === this.page) {
      return;
    }
    this.show(page);
    this.voiceTarget.textContent = this.jumpTarget.selectedOptions[0]?.text ?? "";
    if (this.narrated) {
      const seconds = this.startsValue[page - 1] ?? 0;
      window.dispatchEvent(new CustomEvent("player:seek", { detail: { seconds } }));
    } else {
      history.replaceState(history.state, "", `#page-${page}`);
    }
  }

  /** The narration goes on: the page goes along. */
  private follow(event: Event): void {
    if (event.target instanceof HTMLMediaElement && !event.target.seeking) {
      this.show(pageAt(this.startsValue, event.target.currentTime));
    }
  }

  private openAddress(): void {
    const page = pageOf(location.hash, this.pageTargets.length);
    if (page !== null) {
      this.turn(page);
    }
  }

  private show(page: number): void {
    this.page = page;
    for (const [index, sheet] of this.pageTargets.entries()) {
      sheet.classList.toggle("now", index + 1 === page);
      if (index + 1 === page + 1) {
        // The next page is there before it is wanted.
        sheet.querySelector("img")?.setAttribute("loading", "eager");
      }
    }
    this.jumpTarget.value = String(page);
    this.backTarget.disabled = page === 1;
    this.nextTarget.disabled = page === this.pageTargets.length;
  }

  private resize(by: number): void {
    this.size = Math.min(SIZES.length - 1, Math.max(0, this.size + by));
    this.drawSize();
  }

  private drawSize(): void {
    this.sheetsTarget.dataset.size = String(this.size);
    this.smallerTarget.disabled = this.size === 0;
    this.largerTarget.disabled = this.size === SIZES.length - 1;
  }

  private drawFull(): void {
    this.fullTarget.setAttribute("aria-pressed", String(isWhole(this.element)));
  }

  private press(event: KeyboardEvent): void {
    const { target } = event;
    const place = target instanceof Element ? target : document.body;
    if (event.ctrlKey || event.altKey || event.metaKey || place.closest("input, textarea, select, dialog, .player")) {
      return;
    }
    if (event.key === "Escape" && this.element.classList.contains("filling")) {
      this.full();
      return;
    }
    const act = actOf(event.key, this.element.contains(place), this.narrated);
    if (act) {
      event.preventDefault();
      this.act(act);
    }
  }

  private act(act: NonNullable<ReturnType<typeof actOf>>): void {
    const acts = {
      ...{ back: () => this.back(), next: () => this.next(), full: () => this.full() },
      ...{ first: () => this.turn(1), last: () => this.turn(this.pageTargets.length) },
      ...{ larger: () => this.larger(), smaller: () => this.smaller() },
    };
    acts[act]();
  }

  private touch(event: TouchEvent): void {
    const [touch] = event.touches;
    this.finger =
      touch && event.touches.length === 1 && this.size === 0 ? { x: touch.clientX, y: touch.clientY } : null;
  }

  private release(event: TouchEvent): void {
    const [touch] = event.changedTouches;
    if (this.finger && touch) {
      this.turn(this.page + swipe(touch.clientX - this.finger.x, touch.clientY - this.finger.y));
    }
    this.finger = null;
  }

  /** Pages that were not shown yet have no pictures yet. */
  private fetchAll(): HTMLImageElement[] {
    const pictures = this.pageTargets.flatMap((page) => [...page.querySelectorAll("img")]);
    for (const picture of pictures) {
      picture.loading = "eager";
    }
    return pictures;
  }
}
