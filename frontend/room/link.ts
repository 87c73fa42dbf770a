/**
 * The connection of one page to its room: a socket, polling while there is none, and messages that are sent until
 * the server has taken or refused them. Knows nothing of the page.
 */
import { Problem, send } from "../http";
import { Outbox } from "../outbox";
import { Socket } from "../socket";
import { Ordering, type RoomEvent } from "./ordering";

export type LinkState = "connecting" | "live" | "polling" | "offline" | "ended";

interface Message {
  text: string;
}

export interface LinkListener {
  events(events: RoomEvent[]): void;
  present(number: number): void;
  state(state: LinkState): void;
  taken(clientId: string): void;
  refused(clientId: string, detail: string): void;
}

type Frame =
  | { type: "events"; events: RoomEvent[] }
  | { type: "tick"; present: number; last: number }
  | { type: "gap"; from: number }
  | { type: "ack"; client_id: string; number: number }
  | { type: "refused"; client_id: string; code: string; detail: string };

interface Polled {
  events: RoomEvent[];
  last: number;
  present: number;
  state: string;
}

const BEAT_MS = 20_000;
const POLL_MS = 4_000;
/** The server ticks every few seconds, so this long without a word means a dead line. */
const SILENCE_MS = 30_000;
const FAILURES_BEFORE_POLLING = 2;
/** Refusals that only ask for patience: the message stays on the device and is sent again. */
const LATER: ReadonlySet<string> = new Set(["speaking-too-fast", "frames-too-fast"]);
const PATIENCE_MS = 5_000;

export class RoomLink {
  private readonly socket: Socket;
  private readonly outbox: Outbox<Message>;
  private readonly ordering: Ordering;
  private beat: number | undefined;
  private poll: number | undefined;
  private patience: number | undefined;
  private polling = false;
  private stopped = false;
  private readonly offline = () => this.listener.state("offline");

  constructor(
    private readonly urls: { socket: string; events: string; say: string },
    private readonly listener: LinkListener,
    about: { member: string; session: string; last: number },
  ) {
    this.ordering = new Ordering(about.last);
    this.outbox = new Outbox(about.member, `room/${about.session}`);
    this.socket = new Socket(urls.socket, {
      opened: () => this.opened(),
      frame: (frame) => this.hear(frame as Frame),
      closed: (failures) => this.closed(failures),
    });
  }

  /** Messages of an earlier visit that were never taken are handed to `each`, then sent again. */
  async start(each: (clientId: string, text: string) => void): Promise<void> {
    for (const { key, payload } of await this.outbox.all()) {
      each(key, payload.text);
    }
    if (!this.stopped) {
      this.socket.start();
      window.addEventListener("offline", this.offline);
      this.beat = window.setInterval(() => {
        this.socket.send({ type: "beat" });
        this.socket.dropIfSilent(SILENCE_MS);
      }, BEAT_MS);
    }
  }

  stop(): void {
    this.stopped = true;
    this.socket.stop();
    window.removeEventListener("offline", this.offline);
    clearInterval(this.beat);
    clearTimeout(this.poll);
    clearTimeout(this.patience);
  }

  /** Kept on the device first; the id makes saying it twice harmless. */
  async say(clientId: string, text: string): Promise<void> {
    await this.outbox.put({ key: clientId, payload: { text } });
    await this.deliver();
  }

  private opened(): void {
    this.polling = false;
    clearTimeout(this.poll);
    this.listener.state("live");
    this.askForMissing();
    this.deliver();
  }

  private closed(failures: number): void {
    this.listener.state(navigator.onLine ? "connecting" : "offline");
    if (failures >= FAILURES_BEFORE_POLLING && !this.polling) {
      this.polling = true;
      this.pollOnce();
    }
  }

  private hear(frame: Frame): void {
    switch (frame.type) {
      case "events":
        this.take(frame.events);
        break;
      case "tick":
        this.listener.state("live");
        this.listener.present(frame.present);
        if (this.ordering.behind(frame.last)) {
          this.askForMissing();
        }
        break;
      case "gap":
        this.askForMissing();
        break;
      case "ack":
        this.settle(frame.client_id);
        this.listener.taken(frame.client_id);
        break;
      case "refused":
        if (LATER.has(frame.code)) {
          this.deliverLater();
        } else {
          this.refuse(frame.client_id, frame.detail);
        }
        break;
    }
  }

  private take(events: RoomEvent[]): void {
    const ready = this.ordering.take(events);
    if (ready.length > 0) {
      this.listener.events(ready);
    }
    if (ready.some((event) => event.kind === "ended")) {
      this.listener.state("ended");
      this.stop();
    }
  }

  private askForMissing(): void {
    this.socket.send({ type: "since", after: this.ordering.lastInOrder });
  }

  private async deliver(): Promise<void> {
    for (const { key, payload } of await this.outbox.all()) {
      if (this.socket.send({ type: "say", client_id: key, text: payload.text }) || !this.polling) {
        continue;
      }
      try {
        await send("POST", this.urls.say, { body: { client_id: key, text: payload.text } });
        await this.settle(key);
        this.listener.taken(key);
      } catch (error) {
        // Signed out: it waits on the device until this member is back.
        if (!(error instanceof Problem) || error.passing || error.status === 401) {
          return;
        }
        await this.refuse(key, error.message);
      }
    }
  }

  private deliverLater(): void {
    clearTimeout(this.patience);
    this.patience = window.setTimeout(() => this.deliver(), PATIENCE_MS);
  }

  private settle(clientId: string): Promise<void> {
    return this.outbox.remove([clientId]);
  }

  private async refuse(clientId: string, detail: string): Promise<void> {
    await this.settle(clientId);
    this.listener.refused(clientId, detail);
  }

  private async pollOnce(): Promise<void> {
    try {
      const answer = await send<Polled>("GET", `${this.urls.events}?after=${this.ordering.lastInOrder}`);
      this.listener.state("polling");
      this.listener.present(answer.present);
      await this.deliver();
      this.take(answer.events);
    } catch (error) {
      this.listener.state(error instanceof Problem ? "connecting" : "offline");
    }
    if (this.polling && !this.stopped) {
      this.poll = window.setTimeout(() => this.pollOnce(), POLL_MS);
    }
  }
}
