/**
 * Takes the second that is playing as the moment of a question: by the button "Here" or the H key. The mark-up is
 * `quizzes/timeline/editor.html`, which works without it by writing the moment.
 */
import { Controller } from "@hotwired/stimulus";

import { clockTime } from "../player/times";

export default class PlacingController extends Controller<HTMLElement> {
  static override targets = ["at", "here", "keys", "scripted"];

  declare readonly atTarget: HTMLInputElement;
  declare readonly hereTargets: HTMLElement[];
  declare readonly keysTargets: HTMLElement[];
  declare readonly scriptedTargets: HTMLElement[];

  private listening = new AbortController();

  override connect(): void {
    this.listening = new AbortController();
    for (const part of [...this.hereTargets, ...this.keysTargets, ...this.scriptedTargets]) {
      part.hidden = !this.video;
    }
    document.addEventListener("keydown", (event) => this.press(event), { signal: this.listening.signal });
    this.element.setAttribute("data-ready", "");
  }

  override disconnect(): void {
    this.listening.abort();
    this.element.removeAttribute("data-ready");
  }

  here(): void {
    const { video } = this;
    if (video) {
      video.pause();
      this.atTarget.value = clockTime(video.currentTime);
      this.atTarget.focus();
    }
  }

  listen({ params }: { params: { seconds: number } }): void {
    const { video } = this;
    if (video) {
      video.currentTime = params.seconds;
      video.play().catch(() => undefined);
    }
  }

  private get video(): HTMLVideoElement | null {
    return this.element.querySelector("video");
  }

  private press(event: KeyboardEvent): void {
    const writing = event.target instanceof Element && event.target.closest("input, textarea, select, dialog");
    if (!writing && !event.ctrlKey && !event.metaKey && !event.altKey && event.key.toLowerCase() === "h") {
      event.preventDefault();
      this.here();
    }
  }
}
