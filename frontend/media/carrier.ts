/**
 * Carries one file to the server (tus 1.0) and does not give up: without network it waits and goes on by itself, after
 * a silence it asks how far it is, and what another visit has already brought is not sent again.
 */
import type { DetailedError, Upload } from "tus-js-client";

import { Backoff } from "../backoff";
import { csrfToken } from "../http";

export type Carriage = "waiting" | "uploading" | "paused" | "offline" | "stored" | "refused";

export interface Listener {
  /** `reason`: the server's sentence when it refused, otherwise empty. */
  changed(state: Carriage, reason: string): void;
  advanced(sent: number, all: number): void;
}

const PIECE_BYTES = 4 * 1024 * 1024;
const SILENCE_MS = 30_000;
const GONE = [404, 410];

export class Carrier {
  state: Carriage = "waiting";
  /** Where the upload lives, once the server has said so. */
  url: string | null;

  private upload: Upload | null = null;
  private timer: number | undefined;
  private readonly backoff = new Backoff(1000, 30_000);
  private readonly tryNow = () => this.state === "offline" && this.start();

  constructor(
    readonly file: File,
    private readonly endpoint: string,
    private readonly organisation: string,
    earlier: string | null,
    private readonly listener: Listener,
  ) {
    this.url = earlier;
  }

  async start(): Promise<void> {
    this.become("uploading");
    window.addEventListener("online", this.tryNow);
    this.upload ??= await this.prepare();
    // Paused or given up while the library was on its way.
    if (this.state === "uploading") {
      // Without an end point the library asks about the upload it knows, instead of beginning another at every trouble.
      this.upload.options.endpoint = this.url ? null : this.endpoint;
      this.upload.url = this.url;
      this.watch();
      this.upload.start();
    }
  }

  pause(): void {
    this.halt();
    this.become("paused");
  }

  /** Also tells the server; without network it forgets the upload after its own time. */
  async giveUp(): Promise<void> {
    this.halt();
    this.become("paused");
    if (this.upload && this.url) {
      this.upload.url = this.url;
      await this.upload.abort(true).catch(() => undefined);
    }
  }

  /** Stop without a word, as when the page is left; the server keeps what it has. */
  halt(): void {
    clearTimeout(this.timer);
    window.removeEventListener("online", this.tryNow);
    this.upload?.abort();
  }

  private async prepare(): Promise<Upload> {
    const tus = await import("tus-js-client");
    const { file } = this;
    return new tus.Upload(file, {
      endpoint: this.endpoint,
      chunkSize: PIECE_BYTES,
      retryDelays: null,
      storeFingerprintForResuming: false,
      metadata: {
        filename: file.name,
        filetype: file.type,
        modified: String(file.lastModified),
        organisation: this.organisation,
      },
      onBeforeRequest: (request) => request.setHeader("X-CSRFToken", csrfToken()),
      onUploadUrlAvailable: () => {
        this.url = this.upload?.url ?? this.url;
      },
      onProgress: (sent, all) => {
        this.watch();
        this.listener.advanced(sent, all);
      },
      onChunkComplete: () => this.backoff.succeeded(),
      onSuccess: () => this.arrived(),
      onError: (error) => this.failed(error),
    });
  }

  private arrived(): void {
    this.url = this.upload?.url ?? this.url;
    clearTimeout(this.timer);
    window.removeEventListener("online", this.tryNow);
    this.become("stored");
  }

  private failed(error: Error | DetailedError): void {
    const answer = "originalResponse" in error ? error.originalResponse : null;
    const status = answer?.getStatus() ?? 0;
    if (this.url && GONE.includes(status)) {
      // It expired, or was given up elsewhere: from the beginning.
      this.url = null;
      this.later(0);
    } else if (status === 0 || status === 409 || status === 423 || status === 429 || status === 460 || status >= 500) {
      this.later(this.backoff.next());
    } else {
      this.halt();
      this.become("refused", sentenceOf(answer?.getBody() ?? ""));
    }
  }

  private later(milliseconds: number): void {
    clearTimeout(this.timer);
    if (milliseconds > 0) {
      this.become("offline");
    }
    this.timer = window.setTimeout(() => this.start(), milliseconds);
  }

  /** A connection can be dead without anybody saying so, as after leaving a building's network. */
  private watch(): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => {
      this.upload?.abort();
      this.later(this.backoff.next());
    }, SILENCE_MS);
  }

  private become(state: Carriage, reason = ""): void {
    if (state !== this.state || reason) {
      this.state = state;
      this.listener.changed(state, reason);
    }
  }
}

function sentenceOf(body: string): string {
  try {
    return (JSON.parse(body) as { detail?: string }).detail ?? "";
  } catch {
    // A proxy answered in its own words, which are no use to anybody.
    return "";
  }
}
