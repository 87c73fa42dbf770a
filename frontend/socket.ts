/** A socket that comes back by itself, with jitter, and says when it does not get through. */
import { Backoff } from "./backoff";

interface Listener {
  opened(): void;
  frame(frame: unknown): void;
  /** `failures` in a row without one opening; the caller decides when to poll instead. */
  closed(failures: number, code: number): void;
}

/** Codes with which the server says that coming back is of no use (it refuses before accepting, or ended the room). */
const FINAL: ReadonlySet<number> = new Set([4401, 4403, 4404]);

export class Socket {
  private socket: WebSocket | null = null;
  private failures = 0;
  private timer: number | undefined;
  private stopped = true;
  private heardAt = 0;
  private readonly backoff = new Backoff(1000, 30_000);
  private readonly reconnect = () => this.open();

  constructor(
    private readonly path: string,
    private readonly listener: Listener,
  ) {}

  start(): void {
    this.stopped = false;
    window.addEventListener("online", this.reconnect);
    this.open();
  }

  stop(): void {
    this.stopped = true;
    window.removeEventListener("online", this.reconnect);
    clearTimeout(this.timer);
    this.socket?.close(1000);
    this.socket = null;
  }

  get live(): boolean {
    return this.socket?.readyState === WebSocket.OPEN;
  }

  /** False when there is no connection: the caller keeps what it wanted to say. */
  send(frame: unknown): boolean {
    if (!this.live) {
      return false;
    }
    this.socket?.send(JSON.stringify(frame));
    return true;
  }

  /** Give up a connection on which nothing has been heard for too long: a phone that changed networks never says so. */
  dropIfSilent(longestMs: number): void {
    if (this.socket && performance.now() - this.heardAt > longestMs) {
      const silent = this.socket;
      silent.close();
      this.lost(silent, 1006);
    }
  }

  private open(): void {
    clearTimeout(this.timer);
    if (this.stopped || this.live || this.socket?.readyState === WebSocket.CONNECTING) {
      return;
    }
    const url = new URL(this.path, window.location.href);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(url.href);
    this.socket = socket;
    this.heardAt = performance.now();
    socket.addEventListener("open", () => {
      this.failures = 0;
      this.backoff.succeeded();
      this.listener.opened();
    });
    socket.addEventListener("message", (event) => {
      this.heardAt = performance.now();
      this.listener.frame(JSON.parse(String(event.data)));
    });
    socket.addEventListener("close", (event) => this.lost(socket, event.code));
  }

  private lost(socket: WebSocket, code: number): void {
    if (this.stopped || socket !== this.socket) {
      return;
    }
    this.socket = null;
    this.failures += 1;
    this.listener.closed(this.failures, code);
    if (!FINAL.has(code)) {
      this.timer = window.setTimeout(this.reconnect, this.backoff.next());
    }
  }
}
