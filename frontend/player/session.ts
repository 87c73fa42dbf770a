/** A viewing session on the server, and this device's monotonic clock counted from its opening. */
import { send } from "../http";
import type { Coverage } from "./sending";

/** Less than the minute after which beats count as offline, more than clocks are corrected by in a day. */
const OUT_OF_STEP_MS = 20_000;

interface Opened {
  token: string;
  duration_ms: number;
  rate_cap: number;
  resume_ms: number;
  coverage: Coverage;
}

export class ViewingSession {
  private constructor(
    readonly opened: Opened,
    private readonly origin: number,
    private readonly openedAt: number,
  ) {}

  static async open(url: string, lecture: string): Promise<ViewingSession> {
    const opened = await send<Opened>("POST", url, { body: { lecture_id: lecture } });
    // Counting from the answer's arrival keeps every wall time behind the server's own.
    return new ViewingSession(opened, performance.now(), Date.now());
  }

  get token(): string {
    return this.opened.token;
  }

  /** Milliseconds since the session was opened; unaffected by somebody setting the device's clock. */
  now(): number {
    return performance.now() - this.origin;
  }

  /**
   * Whether the two clocks of this device have parted: the monotonic one stood still while it slept, so `now()` lies
   * in a time that another device may have spent since. Setting the clock looks the same and costs one new session.
   */
  get outOfStep(): boolean {
    return Math.abs(Date.now() - this.openedAt - this.now()) > OUT_OF_STEP_MS;
  }
}
