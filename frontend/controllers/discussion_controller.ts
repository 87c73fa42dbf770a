/**
 * The discussion beside a lecture without leaving the page: threads open in place, what is sent appears and is said.
 *
 *     <section data-controller="discussion" data-discussion-url-value="…"
 *              data-action="player:time@window->discussion#hear click->discussion#follow submit->discussion#send">
 *       <div data-discussion-target="frame"><a href="…">…</a></div>
 *       <p role="status" data-discussion-target="voice"></p> <p role="alert" data-discussion-target="trouble" hidden>…</p>
 *     </section>
 *
 * Links and forms with `data-part` are fetched into the frame, others lead away; `a[data-second]` moves the player. The
 * frame says `data-live` once something of the server stands in it.
 */
import { Controller } from "@hotwired/stimulus";

import { clock } from "../notes/places";
import { fetchPart, show, whenNear } from "../part";

export default class DiscussionController extends Controller<HTMLElement> {
  static override targets = ["frame", "voice", "trouble", "now"];
  static override values = { url: String };

  declare readonly frameTarget: HTMLElement;
  declare readonly voiceTarget: HTMLElement;
  declare readonly troubleTarget: HTMLElement;
  declare readonly nowTargets: HTMLElement[];
  declare readonly urlValue: string;

  private second = 0;
  private stopWaiting: () => void = () => undefined;

  override connect(): void {
    this.stopWaiting = whenNear(this.element, () => void this.open(this.urlValue, null, false));
  }

  override disconnect(): void {
    this.stopWaiting();
  }

  nowTargetConnected(button: HTMLElement): void {
    button.hidden = false;
  }

  hear(event: CustomEvent<{ seconds: number }>): void {
    this.second = Math.floor(event.detail.seconds);
  }

  now(): void {
    const moment = this.frameTarget.querySelector<HTMLInputElement>('[name="moment"]');
    if (moment) {
      moment.value = clock(this.second);
    }
  }

  follow(event: MouseEvent): void {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[href]") : null;
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) {
      return;
    }
    if (link.dataset.second !== undefined) {
      event.preventDefault();
      window.dispatchEvent(new CustomEvent("player:seek", { detail: { seconds: Number(link.dataset.second) } }));
    } else if (link.dataset.part !== undefined) {
      event.preventDefault();
      const url = new URL(link.href);
      if (link.dataset.near !== undefined) {
        url.searchParams.set("near", String(this.second));
      }
      void this.open(url.href, null, true);
    }
  }

  send(event: SubmitEvent): void {
    const form = event.target as HTMLFormElement;
    if (form.dataset.part === undefined) {
      return;
    }
    event.preventDefault();
    const fields = new FormData(form);
    if (form.method === "get") {
      const url = new URL(form.action);
      for (const [name, value] of fields) {
        url.searchParams.set(name, String(value));
      }
      void this.open(url.href, null, true);
    } else {
      void this.open(form.action, fields, true);
    }
  }

  private async open(url: string, fields: FormData | null, moves: boolean): Promise<void> {
    this.frameTarget.setAttribute("aria-busy", "true");
    try {
      const part = await fetchPart(url, fields);
      show(this.frameTarget, part.html);
      this.troubleTarget.hidden = true;
      this.frameTarget.dataset.live = "";
      this.say(part.refused);
      if (moves) {
        this.frameTarget
          .querySelector<HTMLElement>(part.refused ? "[aria-invalid], textarea" : "[data-focus]")
          ?.focus();
      }
    } catch {
      // The form stays as it is; its key makes sending it again harmless.
      this.troubleTarget.hidden = !moves;
    } finally {
      this.frameTarget.removeAttribute("aria-busy");
    }
  }

  /** A live region that comes with its words is often not heard, so they are repeated in one that stood before. */
  private say(refused: boolean): void {
    const words = this.frameTarget.querySelector(refused ? ".errorlist" : ".messages")?.textContent ?? "";
    this.voiceTarget.textContent = words.replace(/\s+/g, " ").trim();
  }
}
