/** Sends notes, one after another; what has not arrived stays on the device, also over a sign-out. */
import { Backoff } from "../backoff";
import { Problem, send } from "../http";
import { Outbox } from "../outbox";
import type { Place } from "./places";

export type KeepingState = "saving" | "saved" | "waiting" | "refused";

/** What is to become of the note with this key; `text` null: it is deleted. */
export interface Wish {
  text: string | null;
  place: Place;
}

export class Keeper {
  private readonly outbox: Outbox<Wish>;
  private readonly backoff = new Backoff(2000);
  private running: Promise<void> | null = null;
  private timer: number | undefined;

  constructor(
    member: string,
    lecture: string,
    private readonly url: string,
    private readonly tell: (state: KeepingState, detail?: string) => void,
  ) {
    this.outbox = new Outbox(member, `notes/${lecture}`);
  }

  async keep(key: string, wish: Wish): Promise<void> {
    this.tell("saving");
    await this.outbox.put({ key, payload: wish });
    await this.running;
    await this.flush();
  }

  /** What waits on this device, by key. */
  async waiting(): Promise<Map<string, Wish>> {
    return new Map((await this.outbox.all()).map(({ key, payload }) => [key, payload]));
  }

  flush(): Promise<void> {
    clearTimeout(this.timer);
    this.running ??= this.sendAll().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private async sendAll(): Promise<void> {
    const entries = await this.outbox.all();
    for (const { key, payload } of entries) {
      if (!(await this.sendOne(key, payload))) {
        return;
      }
    }
    if (entries.length) {
      this.tell("saved");
    }
  }

  private async sendOne(key: string, wish: Wish): Promise<boolean> {
    const { kind, number, anchor } = wish.place;
    const body = { text: wish.text, place_kind: kind, place_number: number, place_anchor: anchor };
    try {
      await (wish.text === null ? send("DELETE", this.url + key) : send("PUT", this.url + key, { body }));
    } catch (error) {
      if (error instanceof Problem && !error.passing && error.status !== 401) {
        // It stays in the outbox, so that nothing written is lost; a later visit tries once more.
        this.tell("refused", error.message);
        return false;
      }
      this.tell("waiting");
      const wish = error instanceof Problem ? error.retryAfterMs : null;
      this.timer = window.setTimeout(() => this.flush(), this.backoff.next(wish));
      return false;
    }
    this.backoff.succeeded();
    await this.outbox.remove([key], (now) => JSON.stringify(now) === JSON.stringify(wish));
    return true;
  }
}
