/**
 * Saves answers one by one: kept on the device first, one request at a time, the last answer to a question wins.
 */
import { Backoff } from "../backoff";
import { Problem, send } from "../http";
import { Outbox } from "../outbox";
import type { Answer } from "./answers";

export type AnswerState = "device" | "saving" | "saved" | "conflict" | "refused" | "closed";

/** Codes by which the server says that this attempt takes no more answers. */
const CLOSED = new Set(["attempt-closed", "time-is-up"]);

export interface Waiting {
  client_seq: number;
  answer: Answer;
}

export interface Saved {
  client_seq: number;
  state: "saved" | "stale";
}

/** `seq`: the number the server holds now, when it said one. */
type Tell = (item: string, state: AnswerState, seq?: number) => void;

/** `S`: what the server says to a saved answer; `replied` hears it. */
export class AnswerSaver<S extends Saved = Saved> {
  private readonly outbox: Outbox<Waiting>;
  private readonly backoff = new Backoff(1000, 30_000);
  private running: Promise<void> | null = null;
  private again = false;
  private retry: number | undefined;

  constructor(
    private readonly url: string,
    member: string,
    attempt: string,
    private readonly tell: Tell,
    private readonly replied: (item: string, reply: S) => void = () => undefined,
  ) {
    this.outbox = new Outbox(member, `answers/${attempt}`);
  }

  async waiting(): Promise<[string, Waiting][]> {
    return (await this.outbox.all()).map(({ key, payload }) => [key, payload]);
  }

  async forget(item: string): Promise<void> {
    await this.outbox.remove([item]);
  }

  async save(item: string, waiting: Waiting): Promise<void> {
    await this.outbox.put({ key: item, payload: waiting });
    this.tell(item, "device");
    await this.flush();
  }

  /** Send what waits; resolves when nothing waits or the network is away. */
  flush(): Promise<void> {
    clearTimeout(this.retry);
    if (this.running) {
      this.again = true;
      return this.running;
    }
    this.running = this.drain().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  stop(): void {
    clearTimeout(this.retry);
  }

  private async drain(): Promise<void> {
    do {
      this.again = false;
      for (const [item, waiting] of await this.waiting()) {
        if (!(await this.sendOne(item, waiting))) {
          return;
        }
      }
    } while (this.again);
  }

  /** False when there is no use in sending more now. */
  private async sendOne(item: string, waiting: Waiting): Promise<boolean> {
    this.tell(item, "saving");
    try {
      const saved = await send<S>("PUT", `${this.url}/${item}`, { body: waiting, keepalive: true });
      this.backoff.succeeded();
      await this.settle(item, waiting);
      this.tell(item, saved.state === "saved" ? "saved" : "conflict", saved.client_seq);
      this.replied(item, saved);
      return true;
    } catch (error) {
      if (error instanceof Problem && !error.passing && error.status !== 401) {
        await this.settle(item, waiting);
        this.tell(item, stateAfter(error));
        return true;
      }
      this.tell(item, "device");
      const wish = error instanceof Problem ? error.retryAfterMs : null;
      this.retry = window.setTimeout(() => this.flush(), this.backoff.next(wish));
      return false;
    }
  }

  /** A newer answer that was given while this one travelled stays in the outbox. */
  private settle(item: string, sent: Waiting): Promise<void> {
    return this.outbox.remove([item], (kept) => kept.client_seq === sent.client_seq);
  }
}

function stateAfter(problem: Problem): AnswerState {
  if (CLOSED.has(problem.code)) {
    return "closed";
  }
  return problem.status === 409 ? "conflict" : "refused";
}
