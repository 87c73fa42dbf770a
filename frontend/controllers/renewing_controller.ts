/**
 * Reads a part of the page anew every few seconds while work goes on in the background that changes it.
 *
 *     <div id="drafts" data-controller="renewing" data-renewing-on-value="true">…</div>
 *
 * The part is taken by its id from the same page as the server writes it now. It stops when that says `false`, has no
 * such part (signed out, deleted), or is refused; what has the focus is never replaced.
 */
import { Controller } from "@hotwired/stimulus";

import { Backoff } from "../backoff";

const EVERY_MS = 4000;

export default class RenewingController extends Controller<HTMLElement> {
  static override values = { on: Boolean, every: { type: Number, default: EVERY_MS } };

  declare onValue: boolean;
  declare readonly everyValue: number;

  private timer: number | undefined;
  private leaving = new AbortController();
  private backoff = new Backoff(EVERY_MS);

  override connect(): void {
    this.leaving = new AbortController();
    this.wait(this.everyValue);
  }

  override disconnect(): void {
    clearTimeout(this.timer);
    this.leaving.abort();
  }

  private wait(milliseconds: number): void {
    if (this.onValue && !this.leaving.signal.aborted) {
      this.timer = window.setTimeout(() => this.look(), milliseconds);
    }
  }

  private async look(): Promise<void> {
    let answer: Response;
    let page: string;
    try {
      answer = await fetch(window.location.href, { credentials: "same-origin", signal: this.leaving.signal });
      page = await answer.text();
    } catch {
      this.wait(this.backoff.next());
      return;
    }
    if (answer.status >= 500) {
      this.wait(this.backoff.next());
      return;
    }
    this.backoff.succeeded();
    this.take(page);
    this.wait(this.everyValue);
  }

  private take(page: string): void {
    const now = new DOMParser().parseFromString(page, "text/html").getElementById(this.element.id);
    if (!now) {
      this.onValue = false;
      return;
    }
    if (this.element.contains(document.activeElement)) {
      return;
    }
    if (now.innerHTML !== this.element.innerHTML) {
      this.element.replaceChildren(...now.childNodes);
    }
    this.onValue = now.dataset.renewingOnValue === "true";
  }
}
