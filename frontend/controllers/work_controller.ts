/**
 * Follows work in the background and loads the page again once it has come to another state.
 *
 *     <div data-controller="work" data-work-url-value="/imports/{id}/progress" data-work-state-value="reading">
 *       <span data-work-target="percent">12 %</span> <progress data-work-target="bar" max="100" value="12"></progress>
 *     </div>
 *
 * The address answers `{state, percent}`. Without script the page shows how far it was when it was loaded.
 */
import { Controller } from "@hotwired/stimulus";

import { Backoff } from "../backoff";
import { Problem, send } from "../http";

interface Work {
  state: string;
  percent: number;
}

const EVERY_MS = 1000;

export default class WorkController extends Controller<HTMLElement> {
  static override targets = ["percent", "bar"];
  static override values = { url: String, state: String };

  declare readonly percentTarget: HTMLElement;
  declare readonly barTarget: HTMLProgressElement;
  declare readonly urlValue: string;
  declare readonly stateValue: string;

  private readonly backoff = new Backoff(EVERY_MS, 30_000);
  private timer: number | undefined;

  override connect(): void {
    this.timer = window.setTimeout(() => this.ask(), EVERY_MS);
  }

  override disconnect(): void {
    clearTimeout(this.timer);
  }

  private async ask(): Promise<void> {
    let wait = EVERY_MS;
    try {
      const work = await send<Work>("GET", this.urlValue);
      this.backoff.succeeded();
      if (work.state !== this.stateValue) {
        window.location.reload();
        return;
      }
      this.barTarget.value = work.percent;
      this.percentTarget.textContent = `${work.percent} %`;
    } catch (error) {
      if (error instanceof Problem && !error.passing) {
        return;
      }
      wait = this.backoff.next();
    }
    this.timer = window.setTimeout(() => this.ask(), wait);
  }
}
