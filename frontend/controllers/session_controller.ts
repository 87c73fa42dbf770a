/**
 * Warns before the sign-in ends, says when it has ended, and keeps what is typed into text areas until it was sent.
 * What was watched without a network goes to the server from whatever page comes next.
 *
 *     <div data-controller="session" data-session-member-value="…" data-session-left-value="/…/left/" …>
 *       <div data-session-target="soon" hidden>… <button data-action="session#stay">…</button></div>
 *       <div data-session-target="over" hidden>…</div>
 *       <p data-session-target="restored" hidden>…</p>
 *     </div>
 *
 * Asking how long the sign-in stands is no activity. Pages that save by themselves (quiz, room, captions) keep their own texts.
 */
import { Controller } from "@hotwired/stimulus";
import { Drafts } from "../drafts";
import { send } from "../http";
import { mayWait } from "../waiting";

const WARN_SECONDS = 120;
const FIRST_LOOK_SECONDS = 150;
const LOOK_AGAIN_SECONDS = 15;
const SAVING_BY_THEMSELVES = '[data-controller~="quiz"], [data-controller~="room"], [data-controller~="captions"]';

export default class SessionController extends Controller<HTMLElement> {
  static override targets = ["soon", "over", "restored"];
  static override values = { member: String, left: String, stay: String, logout: String, held: String };

  declare readonly soonTarget: HTMLElement;
  declare readonly overTarget: HTMLElement;
  declare readonly restoredTarget: HTMLElement;
  declare readonly memberValue: string;
  declare readonly leftValue: string;
  declare readonly stayValue: string;
  declare readonly logoutValue: string;
  declare readonly heldValue: string;

  private next: number | undefined;
  private drafts = new Drafts("", "");
  private readonly ended = () => this.show("over");
  private readonly typed = (event: Event) => this.keep(event.target);
  private readonly online = () => this.carry();
  private readonly sent = (event: Event) => this.handOver(event.target as HTMLFormElement);

  override connect(): void {
    this.drafts = new Drafts(this.memberValue, location.pathname);
    if (location.pathname !== this.heldValue) {
      this.restoredTarget.hidden = !this.drafts.restore(this.texts(), wentBack());
    }
    window.addEventListener("school:signed-out", this.ended);
    window.addEventListener("online", this.online);
    document.addEventListener("input", this.typed);
    document.addEventListener("submit", this.sent);
    this.lookIn(FIRST_LOOK_SECONDS);
    this.carry();
  }

  override disconnect(): void {
    clearTimeout(this.next);
    window.removeEventListener("school:signed-out", this.ended);
    window.removeEventListener("online", this.online);
    document.removeEventListener("input", this.typed);
    document.removeEventListener("submit", this.sent);
  }

  async stay(): Promise<void> {
    await send("POST", this.stayValue);
    await this.look();
  }

  private async carry(): Promise<void> {
    if (mayWait(this.memberValue)) {
      const { carry } = await import("../player/carrying");
      await carry(
        this.memberValue,
        document.querySelector<HTMLElement>("[data-player-lecture-value]")?.dataset.playerLectureValue,
      );
    }
  }

  private lookIn(seconds: number): void {
    clearTimeout(this.next);
    this.next = window.setTimeout(() => this.look(), seconds * 1000);
  }

  private async look(): Promise<void> {
    let seconds: number;
    try {
      seconds = (await send<{ seconds: number }>("GET", this.leftValue)).seconds;
    } catch {
      // No network now; the answer is not urgent.
      this.lookIn(LOOK_AGAIN_SECONDS);
      return;
    }
    this.show(seconds === 0 ? "over" : seconds <= WARN_SECONDS ? "soon" : null);
    this.lookIn(Math.max(LOOK_AGAIN_SECONDS, seconds - WARN_SECONDS));
  }

  private show(which: "soon" | "over" | null): void {
    this.soonTarget.hidden = which !== "soon";
    this.overTarget.hidden = which !== "over";
  }

  private texts(within: ParentNode = document): HTMLTextAreaElement[] {
    return [...within.querySelectorAll<HTMLTextAreaElement>('form[method="post"] textarea[name]:not([hidden])')].filter(
      (text) => !text.closest(SAVING_BY_THEMSELVES),
    );
  }

  private keep(target: EventTarget | null): void {
    if (target instanceof HTMLTextAreaElement && this.texts().includes(target)) {
      this.drafts.keep(target);
    }
  }

  private handOver(form: HTMLFormElement): void {
    if (form.getAttribute("action") === this.logoutValue) {
      this.drafts.forgetAll();
    } else {
      this.drafts.handOver(this.texts(form));
    }
  }
}

/** Whoever goes back to a page wants what was there, even if the form had been on its way. */
function wentBack(): boolean {
  const [navigation] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  return navigation?.type === "back_forward";
}
