/**
 * Brings beats to the server: through the outbox, in order, one request at a time, until each is accepted or refused.
 *
 * A beat is removed from the device only when the server has answered for it. Beats of an earlier session (another
 * day, before a sign-out) are sent with the token of that session.
 */
import { Backoff } from "../backoff";
import { Problem, send } from "../http";
import { Outbox, waitingChannels } from "../outbox";
import { noteSettled, noteWaiting } from "../waiting";
import type { Beat } from "./recorder";
import type { Stretch } from "./times";

export interface Coverage {
  covered: Stretch[];
  percent: number;
  missing: Stretch[];
  complete: boolean;
}

export interface Acknowledgement {
  accepted: { seq: number; new_seconds: number }[];
  refused: { seq: number; code: string; detail: string }[];
  coverage: Coverage;
  resume_ms: number;
}

/** `waiting` for the network, `busy` for a server that asked to come later, `signed-out` for a sign-in. */
export type SendingState = "idle" | "waiting" | "busy" | "signed-out" | "saved" | "refused";

/** What keeps beats on the device when a request failed like this and will be tried again. */
export function stateAfter(error: unknown): SendingState {
  if (!(error instanceof Problem)) {
    return "waiting";
  }
  return error.status === 401 ? "signed-out" : "busy";
}

interface Waiting {
  token: string;
  beat: Beat;
}

interface Listener {
  coverage(coverage: Coverage): void;
  /** `detail` is the server's sentence for a refusal. */
  state(state: SendingState, detail?: string): void;
  /** The session of this page is over on the server; a new one is wanted. */
  expired(token: string): void;
}

/** How many beats one request carries at most. */
const BATCH = 60;

/** The server will never take these beats; everything else (a proxy's own answer, a restart) is tried again. */
const FINAL: ReadonlySet<string> = new Set(["token-expired", "beats-malformed"]);

export class BeatSender {
  private readonly outbox: Outbox<Waiting>;
  private readonly backoff = new Backoff(2000);
  private running: Promise<void> | null = null;
  private retry: number | undefined;

  constructor(
    private readonly url: string,
    private readonly member: string,
    lecture: string,
    private readonly listener: Listener,
  ) {
    this.outbox = new Outbox(member, `beats/${lecture}`);
  }

  async add(token: string, beat: Beat): Promise<void> {
    noteWaiting(this.member);
    await this.outbox.put({ key: `${token}/${String(beat.seq).padStart(6, "0")}`, payload: { token, beat } });
  }

  /**
   * The page may be going, and the device's store answers too late for that: send this beat at once as well, in a
   * request that outlives the page. It waits in the outbox all the same; a beat that comes twice counts once.
   */
  sendParting(token: string, beat: Beat): void {
    const body = { token, beats: [beat] };
    send("POST", this.url, { body, keepalive: true }).catch(() => undefined);
  }

  /** Send what waits. A second call while one is under way joins it. */
  flush(): Promise<void> {
    clearTimeout(this.retry);
    this.running ??= this.drain().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  stop(): void {
    clearTimeout(this.retry);
  }

  private async drain(): Promise<void> {
    for (;;) {
      const waiting = await this.outbox.all();
      const token = waiting[0]?.payload.token;
      if (token === undefined) {
        await this.settle();
        return;
      }
      const batch = waiting.filter((entry) => entry.payload.token === token).slice(0, BATCH);
      const keys = batch.map((entry) => entry.key);
      try {
        const body = { token, beats: batch.map((entry) => entry.payload.beat) };
        const answer = await send<Acknowledgement>("POST", this.url, { body });
        await this.outbox.remove(keys);
        this.backoff.succeeded();
        this.tell(answer);
      } catch (error) {
        if (!(error instanceof Problem) || !FINAL.has(error.code)) {
          this.later(error);
          return;
        }
        await this.outbox.remove(keys);
        this.listener.state("refused", error.message);
        if (error.code === "token-expired") {
          this.listener.expired(token);
        }
      }
    }
  }

  private tell(answer: Acknowledgement): void {
    this.listener.coverage(answer.coverage);
    const refusal = answer.refused[0];
    if (refusal) {
      this.listener.state("refused", refusal.detail);
    } else {
      this.listener.state("saved");
    }
  }

  /** Nothing of this lecture waits any more. */
  private async settle(): Promise<void> {
    if ((await waitingChannels(this.member, "beats")).length === 0) {
      noteSettled(this.member);
    }
  }

  private later(error: unknown): void {
    noteWaiting(this.member);
    this.listener.state(stateAfter(error));
    const wishMs = error instanceof Problem ? error.retryAfterMs : null;
    this.retry = window.setTimeout(() => this.flush(), this.backoff.next(wishMs));
  }
}
