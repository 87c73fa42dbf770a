/** Saves a text a moment after it stopped changing, one request at a time, and tells what became of it. */
import { Backoff } from "../backoff";
import { Problem, send, Unreachable } from "../http";

export type SavingState = "saving" | "saved" | "waiting" | "refused" | "conflict";

interface Answer {
  version: number;
}

const PAUSE_MS = 1200;

export class Saver {
  private readonly backoff = new Backoff(2000, 30_000);
  private timer: number | undefined;
  private running: Promise<void> | null = null;
  private waiting: string | null = null;
  private stopped = false;

  /** `tell` hears every state; with "saved" the text that has arrived. */
  constructor(
    private readonly url: string,
    private version: number,
    private readonly tell: (state: SavingState, text: string, detail?: string) => void,
  ) {}

  change(text: string): void {
    this.waiting = text;
    this.later(PAUSE_MS);
  }

  /** At once, as before publishing; resolves when all has arrived or it did not work. */
  flush(): Promise<void> {
    clearTimeout(this.timer);
    this.running ??= this.sendAll().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  /** Go on from the version that stands on the server now: what is here takes its place. */
  saveOver(version: number, text: string): void {
    this.version = version;
    this.stopped = false;
    this.waiting = text;
    this.flush();
  }

  /** Whether everything has arrived. */
  get clean(): boolean {
    return this.waiting === null && this.running === null;
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private async sendAll(): Promise<void> {
    for (let going = true; going && this.waiting !== null && !this.stopped; ) {
      const text = this.waiting;
      this.waiting = null;
      going = await this.sendOne(text);
    }
  }

  private async sendOne(text: string): Promise<boolean> {
    this.tell("saving", text);
    try {
      const answer = await send<Answer>("PUT", this.url, { body: { text, version: this.version } });
      this.version = answer.version;
      this.backoff.succeeded();
      this.tell("saved", text);
      return true;
    } catch (error) {
      this.failed(error, text);
      return false;
    }
  }

  private failed(error: unknown, text: string): void {
    this.waiting ??= text;
    if (error instanceof Unreachable || (error instanceof Problem && (error.passing || error.status === 401))) {
      this.tell("waiting", text);
      this.later(this.backoff.next());
    } else if (error instanceof Problem && error.status === 409) {
      this.stop();
      this.tell("conflict", text);
    } else {
      this.waiting = null;
      this.tell("refused", text, error instanceof Problem ? error.message : String(error));
    }
  }

  private later(ms: number): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.flush(), ms);
  }
}
