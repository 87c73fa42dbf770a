/**
 * Puts words that the reader marks, the part they stand in, and the moment of the recording into the comment form.
 *
 *     <div data-controller="remark">
 *       <div data-remark-target="text"> … <section id="section-1">words</section> … </div>
 *       <form> <select name="anchor">, <input name="quote">, <input name="second">
 *         <p data-remark-target="hint" hidden>…</p>
 *         <button type="button" data-remark-target="now" data-action="remark#now" hidden>…</button>
 */
import { Controller } from "@hotwired/stimulus";

const LONGEST = 300;

export default class RemarkController extends Controller<HTMLElement> {
  static override targets = ["text", "hint", "now"];

  declare readonly textTarget: HTMLElement;
  declare readonly hintTargets: HTMLElement[];
  declare readonly nowTargets: HTMLElement[];

  override connect(): void {
    document.addEventListener("selectionchange", this.#mark);
    for (const element of this.nowTargets) element.hidden = this.#field("second") === null;
    for (const element of this.hintTargets) element.hidden = this.#field("quote") === null;
  }

  override disconnect(): void {
    document.removeEventListener("selectionchange", this.#mark);
  }

  /** The moment that the player shows, as m:ss. */
  now(): void {
    const video = this.element.querySelector("video");
    const field = this.#field("second");
    if (!video || !field) return;
    const whole = Math.floor(video.currentTime);
    field.value = `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
  }

  readonly #mark = (): void => {
    const selection = document.getSelection();
    const words = selection?.toString().replace(/\s+/g, " ").trim() ?? "";
    const node = selection?.anchorNode;
    const quote = this.#field("quote");
    if (!words || !node || !quote || !this.textTarget.contains(node)) return;
    quote.value = words.slice(0, LONGEST);
    const anchor = this.#field("anchor");
    const options = anchor instanceof HTMLSelectElement ? [...anchor.options].map((option) => option.value) : [];
    for (let place: Node | null = node; place && place !== this.textTarget; place = place.parentNode) {
      if (anchor && place instanceof HTMLElement && place.id && options.includes(place.id)) {
        anchor.value = place.id;
        return;
      }
    }
  };

  #field(name: string): HTMLInputElement | HTMLSelectElement | null {
    return this.element.querySelector(`form [name="${name}"]:not([type="hidden"])`);
  }
}
