/** In full screen the controls fade while it plays, and come back with any touch, key or focus. */
const AWAKE_MS = 3000;

export class Idling {
  private timer: number | undefined;
  private byKeyboard = false;
  private touchedFaded = false;

  /** `data-idle` is set on the stage; what it means is for the style sheet. */
  constructor(
    private readonly stage: HTMLElement,
    private readonly bar: HTMLElement,
    private readonly video: HTMLVideoElement,
    signal: AbortSignal,
  ) {
    const wake = (event: Event) => {
      this.touchedFaded = event.type === "pointerdown" && stage.hasAttribute("data-idle");
      this.wake(event.type === "keydown" || event.type === "focusin");
    };
    for (const kind of ["pointermove", "pointerdown", "keydown", "focusin"]) {
      stage.addEventListener(kind, wake, { signal, capture: true });
    }
    for (const kind of ["pause", "play", "ended"]) {
      video.addEventListener(kind, () => this.wake(this.byKeyboard), { signal });
    }
    signal.addEventListener("abort", () => clearTimeout(this.timer));
  }

  /** Whether they were faded when the touch began that is under way. */
  get wasFaded(): boolean {
    return this.touchedFaded;
  }

  private wake(byKeyboard: boolean): void {
    this.byKeyboard = byKeyboard;
    this.stage.removeAttribute("data-idle");
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.fade(), AWAKE_MS);
  }

  private fade(): void {
    // Whoever goes through the buttons by key, or by a reader, must not lose them.
    const inUse = this.byKeyboard && this.bar.contains(document.activeElement);
    const open = this.bar.querySelector(".panel:not([hidden])") !== null;
    this.stage.toggleAttribute("data-idle", !this.video.paused && !inUse && !open);
  }
}
