/** Saves page times a moment after the last change, one request at a time, and again when the network is back. */
import { Backoff } from "../backoff";
import { Problem, send } from "../http";
import type { Times } from "./times";

export type SavingState = "saving" | "saved" | "waiting" | "refused";

const QUIET_MS = 700;

export class TimesSaver {
  private waiting: Times | null = null;
  private running = false;
  private timer: number | undefined;
  private readonly backoff = new Backoff(1000);

  constructor(
    private readonly url: string,
    private readonly tell: (state: SavingState, detail?: string) => void,
  ) {}

  /** True while something would be lost with the page. */
  get unsaved(): boolean {
    return this.waiting !== null || this.running;
  }

  save(times: Times): void {
    this.waiting = times;
    this.tell("saving");
    this.plan(QUIET_MS);
  }

  flush(): void {
    this.plan(0);
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private plan(ms: number): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.run(), ms);
  }

  private async run(): Promise<void> {
    const times = this.waiting;
    if (!times || this.running) {
      return;
    }
    this.waiting = null;
    this.running = true;
    let pauseMs = 0;
    try {
      await send("PUT", this.url, { body: { times }, keepalive: true });
      this.backoff.succeeded();
      this.tell(this.waiting ? "saving" : "saved");
    } catch (error) {
      pauseMs = this.backoff.next();
      this.failed(times, error);
    } finally {
      this.running = false;
    }
    if (this.waiting) {
      this.plan(pauseMs);
    }
  }

  private failed(times: Times, error: unknown): void {
    if (error instanceof Problem && !error.passing && error.status !== 401) {
      this.tell("refused", error.message);
      return;
    }
    this.waiting ??= times;
    this.tell("waiting");
  }
}
