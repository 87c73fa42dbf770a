/**
 * The transcript beside a player: choosing a passage goes there, the present one is marked, words can be found.
 *
 *     <section data-controller="transcript" data-action="player:time@window->transcript#follow">
 *       <div data-transcript-target="tools" hidden> <input data-transcript-target="words" data-action="input->transcript#search">
 *         <button data-transcript-target="step" data-action="transcript#next" hidden>
 *         <span data-transcript-target="found" data-pattern="place {number} of {all}" data-none="…"></span>
 *         <input type="checkbox" data-transcript-target="keep" data-action="transcript#keep"></div>
 *       <div data-transcript-target="text"><p><span data-transcript-target="passage" data-start="1.5" data-end="3">…</span></p></div>
 *     </section>
 *
 * It hears `player:time` {seconds} and dispatches `player:seek` {seconds}. One passage can be reached by Tab; arrows walk
 * from there, Enter plays. The page scrolls along only when that is asked for.
 */
import { Controller } from "@hotwired/stimulus";

import { sentence } from "../states";

const FOLLOW = "transcript-follow";

export default class TranscriptController extends Controller<HTMLElement> {
  static override targets = ["tools", "words", "step", "found", "keep", "text", "passage"];

  declare readonly toolsTarget: HTMLElement;
  declare readonly wordsTarget: HTMLInputElement;
  declare readonly stepTargets: HTMLElement[];
  declare readonly foundTarget: HTMLElement;
  declare readonly keepTarget: HTMLInputElement;
  declare readonly textTarget: HTMLElement;
  declare readonly passageTargets: HTMLElement[];

  private passages: HTMLElement[] = [];
  private now = -1;
  private hits: number[] = [];
  private hit = -1;
  private listening = new AbortController();

  override connect(): void {
    this.passages = this.passageTargets;
    this.toolsTarget.hidden = false;
    this.keepTarget.checked = localStorage.getItem(FOLLOW) === "true";
    this.textTarget.classList.add("clickable");
    for (const [index, passage] of this.passages.entries()) {
      passage.setAttribute("role", "button");
      passage.tabIndex = index === 0 ? 0 : -1;
    }
    this.listening = new AbortController();
    const { signal } = this.listening;
    this.textTarget.addEventListener("click", (event) => this.choose(event.target), { signal });
    this.textTarget.addEventListener("keydown", (event) => this.key(event), { signal });
  }

  override disconnect(): void {
    this.listening.abort();
  }

  follow(event: CustomEvent<{ seconds: number }>): void {
    const { seconds } = event.detail;
    const at = this.passages.reduce((found, passage, index) => (begin(passage) <= seconds ? index : found), -1);
    if (at === this.now) {
      return;
    }
    this.passages[this.now]?.removeAttribute("aria-current");
    this.now = at;
    this.passages[at]?.setAttribute("aria-current", "true");
    if (this.keepTarget.checked) {
      this.passages[at]?.scrollIntoView({ block: "nearest" });
    }
  }

  keep(): void {
    localStorage.setItem(FOLLOW, String(this.keepTarget.checked));
  }

  search(): void {
    const words = fold(this.wordsTarget.value.trim());
    this.hits = words
      ? this.passages.flatMap((each, index) => (fold(each.textContent ?? "").includes(words) ? index : []))
      : [];
    for (const [index, passage] of this.passages.entries()) {
      passage.classList.toggle("hit", this.hits.includes(index));
    }
    for (const step of this.stepTargets) {
      step.hidden = this.hits.length < 2;
    }
    this.hit = -1;
    this.foundTarget.textContent = words && this.hits.length === 0 ? (this.foundTarget.dataset.none ?? "") : "";
    if (this.hits.length > 0) {
      this.show(0);
    }
  }

  next(event?: Event): void {
    event?.preventDefault();
    this.show(this.hit + 1);
  }

  previous(): void {
    this.show(this.hit - 1);
  }

  private show(hit: number): void {
    const all = this.hits.length;
    if (all === 0) {
      return;
    }
    this.hit = (hit + all) % all;
    const passage = this.passages[this.hits[this.hit] ?? -1];
    passage?.scrollIntoView({ block: "nearest" });
    this.reach(passage);
    const values = { number: String(this.hit + 1), all: String(all) };
    this.foundTarget.textContent = sentence(this.foundTarget.dataset.pattern ?? "", values);
  }

  private key(event: KeyboardEvent): void {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };
    const at = this.passages.indexOf(event.target as HTMLElement);
    const by = steps[event.key];
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      this.choose(event.target);
    } else if (by !== undefined && at >= 0) {
      event.preventDefault();
      const passage = this.passages[at + by];
      this.reach(passage);
      passage?.focus();
    }
  }

  private reach(passage: HTMLElement | undefined): void {
    if (passage) {
      for (const other of this.passages) {
        other.tabIndex = other === passage ? 0 : -1;
      }
    }
  }

  private choose(target: EventTarget | null): void {
    const passage = target instanceof HTMLElement ? this.passages[this.passages.indexOf(target)] : undefined;
    if (passage) {
      this.reach(passage);
      window.dispatchEvent(new CustomEvent("player:seek", { detail: { seconds: begin(passage) } }));
    }
  }
}

function begin(passage: HTMLElement): number {
  return Number(passage.dataset.start);
}

function fold(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}
