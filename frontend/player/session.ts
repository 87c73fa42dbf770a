/** A viewing session on the server, and this device's monotonic clock counted from its opening. */
import { send } from "../http";
import type { Coverage } from "./sending";

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
  ) {}

  static async open(url: string, lecture: string): Promise<ViewingSession> {
    const opened = await send<Opened>("POST", url, { body: { lecture_id: lecture } });
    // Counting from the answer's arrival keeps every wall time behind the server's own.
    return new ViewingSession(opened, performance.now());
  }

  get token(): string {
    return this.opened.token;
  }

  /** Milliseconds since the session was opened; unaffected by somebody setting the device's clock. */
  now(): number {
    return performance.now() - this.origin;
  }
}
