/** The part of a player that the server believes: a viewing session, its beats, and the coverage that comes back. */
import { Backoff } from "../backoff";
import { Problem } from "../http";
import { BeatSender, type Coverage, type SendingState } from "./sending";
import { ViewingSession } from "./session";
import { Tracker } from "./tracker";

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
    try {
      const session = await ViewingSession.open(this.place.sessions, this.place.lecture);
      if (!this.ended) {
        this.begin(session);
      }
    } catch (error) {
      if (error instanceof Problem && !error.passing) {
        this.listener.state("refused", error.message);
        return;
      }
      this.listener.state("waiting");
      this.reopening = window.setTimeout(() => this.open(), this.backoff.next());
    }
  }

  flush(): void {
    this.sender.flush();
  }

  stop(): void {
    this.ended = true;
    this.tracker?.stop();
    this.sender.stop();
    clearTimeout(this.reopening);
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
    this.sender.flush();
  }
}
