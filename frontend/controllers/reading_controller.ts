/**
 * Tells the server which sections of an article have been reached.
 *
 *     <article data-controller="reading"
 *              data-reading-url-value="/api/lectures/{id}/sections"   (POST {"sections": [1, 2]})
 *              data-reading-lecture-value="{{ lecture_id }}"
 *              data-reading-member-value="{{ request.user.public_id }}">
 *       <section data-reading-target="section" data-section="1">…</section>
 *       <p class="state" role="status" data-reading-target="state">   (optional)
 *         <span data-state="reading">…</span> <span data-state="waiting" hidden>…</span> <span data-state="complete" hidden>…</span>
 *       </p>
 *     </article>
 *
 * A section counts as reached when its end has been on the screen for a second. The first report,
 * even an empty one, starts the clock of the text. Reply: {"complete": bool, "missing": [numbers], "wait_seconds": n};
 * it is handed on as `reading:told`.
 */
import { Controller } from "@hotwired/stimulus";

import { Backoff } from "../backoff";
import { Problem, send } from "../http";
import { Outbox } from "../outbox";
import { showState } from "../states";

interface Reply {
  complete: boolean;
  missing: number[];
  wait_seconds: number;
}

const READ_MS = 1000;
const AT_ONCE = 200;

export default class ReadingController extends Controller<HTMLElement> {
  static override targets = ["section", "state"];
  static override values = { url: String, lecture: String, member: String };

  declare readonly sectionTargets: HTMLElement[];
  declare readonly hasStateTarget: boolean;
  declare readonly stateTarget: HTMLElement;
  declare readonly urlValue: string;
  declare readonly lectureValue: string;
  declare readonly memberValue: string;

  private observer: IntersectionObserver | null = null;
  private outbox: Outbox<null> | null = null;
  private readonly lingering = new Map<Element, number>();
  private readonly backoff = new Backoff(2000);
  private timer: number | undefined;
  private running: Promise<void> | null = null;
  private readonly online = () => this.report();

  override connect(): void {
    this.outbox = new Outbox(this.memberValue, `reading/${this.lectureValue}`);
    this.observer = new IntersectionObserver((entries) => this.saw(entries));
    for (const section of this.sectionTargets) {
      // The end of a section decides: a long one may never fit on the screen as a whole.
      const end = section.lastElementChild ?? section;
      this.observer.observe(end);
    }
    window.addEventListener("online", this.online);
    this.report();
  }

  override disconnect(): void {
    this.observer?.disconnect();
    this.observer = null;
    for (const timer of this.lingering.values()) {
      clearTimeout(timer);
    }
    this.lingering.clear();
    clearTimeout(this.timer);
    window.removeEventListener("online", this.online);
  }

  private saw(entries: IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      clearTimeout(this.lingering.get(target));
      this.lingering.delete(target);
      if (isIntersecting) {
        this.lingering.set(
          target,
          window.setTimeout(() => this.reached(target), READ_MS),
        );
      }
    }
  }

  private async reached(end: Element): Promise<void> {
    this.observer?.unobserve(end);
    const number = end.closest<HTMLElement>("[data-section]")?.dataset.section;
    if (number) {
      await this.outbox?.put({ key: number.padStart(4, "0"), payload: null });
      await this.running;
      await this.report();
    }
  }

  private report(): Promise<void> {
    clearTimeout(this.timer);
    this.running ??= this.send().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  private async send(): Promise<void> {
    const { outbox } = this;
    if (!outbox) {
      return;
    }
    const keys = (await outbox.all()).slice(0, AT_ONCE).map((entry) => entry.key);
    try {
      const reply = await send<Reply>("POST", this.urlValue, { body: { sections: keys.map(Number) } });
      await outbox.remove(keys);
      this.backoff.succeeded();
      this.show(reply.complete ? "complete" : "reading");
      this.dispatch("told", { detail: reply });
      if (!reply.complete && reply.missing.length === 0) {
        this.timer = window.setTimeout(() => this.report(), (reply.wait_seconds + 1) * 1000);
      }
    } catch (error) {
      if (error instanceof Problem && !error.passing) {
        return;
      }
      this.show("waiting");
      const wish = error instanceof Problem ? error.retryAfterMs : null;
      this.timer = window.setTimeout(() => this.report(), this.backoff.next(wish));
    }
  }

  private show(state: string): void {
    if (this.hasStateTarget) {
      showState(this.stateTarget, state);
    }
  }
}
