/** The part of a player that the server believes: a viewing session, its beats, and the coverage that comes back. */
import { Backoff } from "../backoff";
import { Problem } from "../http";
import { BeatSender, type Coverage, type SendingState, stateAfter } from "./sending";
import { ViewingSession } from "./session";
import { Tracker } from "./tracker";

/** How often the clocks are compared: what is played in between may count as another device's. */
const COMPARE_MS = 5000;

interface Place {
  lecture: string;
  member: string;
  /** Where sessions are opened, and where beats go. */
  sessions: string;
  beats: string;
}

interface Listener {
  coverage(coverage: Coverage): void;
  state(state: SendingState, detail?: string): void;
  /** A session stands on the server; `first` on this page. */
  opened(session: ViewingSession, first: boolean): void;
}

export class Study {
  private session: ViewingSession | null = null;
  private tracker: Tracker | null = null;
  private reopening: number | undefined;
  private comparing: number | undefined;
  private opening = false;
  private ended = false;
  private readonly backoff = new Backoff();
  private readonly sender: BeatSender;

  constructor(
    private readonly video: HTMLVideoElement,
    private readonly place: Place,
    private readonly listener: Listener,
  ) {
    this.sender = new BeatSender(place.beats, place.member, place.lecture, {
      coverage: (coverage) => listener.coverage(coverage),
      state: (state, detail) => listener.state(state, detail),
      expired: (token) => token === this.session?.token && this.open(),
    });
  }

  async open(): Promise<void> {
    clearTimeout(this.reopening);
    if (this.opening || this.ended) {
      return;
    }
    this.opening = true;
    try {
      const session = await ViewingSession.open(this.place.sessions, this.place.lecture);
      if (!this.ended) {
        this.begin(session);
      }
    } catch (error) {
      this.failed(error);
    } finally {
      this.opening = false;
    }
  }

  /** The network is back: what waits goes now, and a session that could not be opened is asked for now. */
  flush(): void {
    if (this.session === null) {
      this.open();
    }
    this.sender.flush();
  }

  stop(): void {
    this.ended = true;
    this.tracker?.stop();
    this.sender.stop();
    clearTimeout(this.reopening);
    clearInterval(this.comparing);
  }

  /** Signing in again or the network brings a session; any other refusal is the server's last word. */
  private failed(error: unknown): void {
    if (error instanceof Problem && !error.passing && error.status !== 401) {
      this.listener.state("refused", error.message);
      return;
    }
    this.listener.state(stateAfter(error));
    const wishMs = error instanceof Problem ? error.retryAfterMs : null;
    this.reopening = window.setTimeout(() => this.open(), this.backoff.next(wishMs));
  }

  private begin(session: ViewingSession): void {
    const first = this.session === null;
    this.backoff.succeeded();
    this.tracker?.stop();
    this.session = session;
    this.listener.coverage(session.opened.coverage);
    this.listener.opened(session, first);
    this.tracker = new Tracker(
      this.video,
      () => session.now(),
      (beat, leaving) => {
        if (leaving) {
          this.sender.sendParting(session.token, beat);
        }
        this.sender.add(session.token, beat).then(() => this.sender.flush());
      },
    );
    clearInterval(this.comparing);
    this.comparing = window.setInterval(() => session.outOfStep && this.open(), COMPARE_MS);
    this.sender.flush();
  }
}
