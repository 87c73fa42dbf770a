/** When a form is sent, what is sent, and what becomes of what somebody else saved; the page itself is the caller's. */
import { Backoff } from "../backoff";
import { Problem, send, Unreachable } from "../http";
import type { Outbox } from "../outbox";
import { type Fields, merge, sameFields } from "./merging";

/** What waits on the device: typed over `base`, which the server called `version`. */
export interface Kept {
  version: number;
  base: Fields;
  fields: Fields;
}

export type SavingState = "saving" | "saved" | "waiting" | "refused" | "conflict";

/** What saving needs of the page. */
export interface Page {
  /** Of the form; the plain way of sending it carries the same number. */
  version: number;
  read(): Fields;
  write(fields: Fields): void;
  /** The form as the server has it now; null when it cannot be seen. */
  standing(): Promise<{ version: string; fields: Fields } | null>;
  /** Ask the person which text is to stay; `FormSaving.chosen` is the answer. */
  ask(disputed: string[], sides: { mine: Fields; theirs: Fields }): void;
  tell(state: SavingState, detail?: string): void;
}

const PAUSE_MS = 1200;
const KEY = "form";

export class FormSaving {
  private theirs: Fields | null = null;
  private leaving = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running: Promise<void> | null = null;
  private readonly backoff = new Backoff(2000, 30_000);

  /** `base` is the form as the server wrote it. */
  constructor(
    private readonly page: Page,
    private readonly url: string,
    private readonly outbox: Outbox<Kept>,
    private base: Fields,
  ) {}

  /** Something was typed: keep it on the device, send it once the typing pauses. */
  changed(): void {
    if (!this.theirs) {
      this.keep();
      this.later(PAUSE_MS);
    }
  }

  /** What an earlier visit could not send; never put over what was saved since. */
  async restore(): Promise<void> {
    const kept = (await this.outbox.all())[0]?.payload;
    if (!kept) {
      return;
    }
    if (kept.version === this.page.version) {
      this.page.write(kept.fields);
      await this.save();
    } else {
      this.settle(kept.base, kept.fields, this.page.read());
    }
  }

  save(): Promise<void> {
    clearTimeout(this.timer);
    this.running ??= this.sendAll().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  /** The person has decided: these fields stay as the others wrote them. */
  async chosen(names: string[]): Promise<void> {
    const { theirs } = this;
    if (!theirs) {
      return;
    }
    const fields = this.page.read();
    for (const name of names) {
      fields[name] = theirs[name] ?? [];
    }
    this.page.write(fields);
    this.base = theirs;
    this.theirs = null;
    this.keep();
    await this.save();
  }

  /** The form goes the plain way: nothing is sent twice. What is kept goes when a later page shows that it arrived. */
  leave(): void {
    this.leaving = true;
    this.stop();
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private keep(): void {
    const payload = { version: this.page.version, base: this.base, fields: this.page.read() };
    void this.outbox.put({ key: KEY, payload });
  }

  private async sendAll(): Promise<void> {
    for (let going = true; going && !this.leaving && !this.theirs; ) {
      const fields = this.page.read();
      if (sameFields(fields, this.base)) {
        await this.outbox.remove([KEY]);
        return;
      }
      going = await this.sendOne(fields);
    }
  }

  private async sendOne(fields: Fields): Promise<boolean> {
    this.page.tell("saving");
    try {
      const body = { version: this.page.version, fields };
      const answer = await send<{ version: number }>("PUT", this.url, { body });
      this.page.version = answer.version;
      this.base = fields;
      this.backoff.succeeded();
      await this.outbox.remove([KEY], (kept) => sameFields(kept.fields, fields));
      this.page.tell("saved");
      return true;
    } catch (error) {
      await this.failed(error);
      return false;
    }
  }

  private async failed(error: unknown): Promise<void> {
    if (error instanceof Unreachable || (error instanceof Problem && (error.passing || error.status === 401))) {
      this.page.tell("waiting");
      this.later(this.backoff.next(error instanceof Problem ? error.retryAfterMs : null));
    } else if (error instanceof Problem && error.code === "lecture-changed") {
      await this.meet();
    } else {
      this.page.tell("refused", error instanceof Problem ? error.message : String(error));
    }
  }

  /** Somebody saved in between: look at what stands now, field by field. */
  private async meet(): Promise<void> {
    const now = await this.page.standing();
    if (now) {
      this.page.version = Number(now.version);
      this.settle(this.base, this.page.read(), now.fields);
    }
  }

  private settle(base: Fields, mine: Fields, theirs: Fields): void {
    const merged = merge(base, mine, theirs);
    this.page.write(merged.fields);
    this.base = theirs;
    if (merged.disputed.length === 0) {
      this.keep();
      this.later(0);
      return;
    }
    this.theirs = theirs;
    this.page.ask(merged.disputed, { mine, theirs });
    this.page.tell("conflict");
  }

  private later(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.save(), ms);
  }
}
