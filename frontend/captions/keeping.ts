/** Keeps the text of the editor: on the device at once, on the server a moment later, and never one over the other. */
import { Drafts } from "../drafts";
import { fillSlots, showState } from "../states";
import { Saver, type SavingState } from "./saver";

interface Page {
  text: HTMLTextAreaElement;
  version: HTMLInputElement;
  state: HTMLElement;
  conflict: HTMLElement;
}

export class Keeping {
  private readonly drafts: Drafts;
  private readonly saver: Saver;

  constructor(
    private readonly page: Page,
    url: string,
    member: string,
  ) {
    this.drafts = new Drafts(member, location.pathname);
    this.saver = new Saver(url, Number(page.version.value), (...told) => this.tell(...told));
  }

  /** What did not arrive when this page was open before. If somebody saved since, the person decides. */
  restore(): string | null {
    const held = this.drafts.held(this.page.text);
    if (!held) {
      return null;
    }
    this.page.text.value = held.text;
    if (held.upToDate) {
      this.saver.change(held.text);
    } else {
      this.page.conflict.hidden = false;
      showState(this.page.state, "kept");
    }
    return held.text;
  }

  keep(text: string): void {
    this.page.text.value = text;
    this.drafts.keep(this.page.text);
    if (this.page.conflict.hidden) {
      this.saver.change(text);
    }
  }

  flush(): void {
    this.saver.flush();
  }

  stop(): void {
    this.saver.stop();
  }

  /** What stands on the server now is given up for what is on this page. */
  async saveMine(): Promise<void> {
    const response = await fetch(location.href, { credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const version = page.querySelector<HTMLInputElement>('input[name="version"]');
    if (version) {
      this.page.conflict.hidden = true;
      this.saver.saveOver(Number(version.value), this.page.text.value);
    }
  }

  takeTheirs(): void {
    this.page.text.value = this.page.text.defaultValue;
    this.drafts.keep(this.page.text);
    location.reload();
  }

  /** Whoever publishes means what is on this page: first it is saved. */
  async beforeSending(event: Event): Promise<void> {
    const { target } = event;
    if (this.saver.clean || !(target instanceof HTMLFormElement)) {
      return;
    }
    event.preventDefault();
    await this.saver.flush();
    if (this.saver.clean) {
      target.requestSubmit();
    }
  }

  private tell(state: SavingState, text: string, detail = ""): void {
    if (state === "saved") {
      this.page.text.defaultValue = text;
      this.drafts.keep(this.page.text);
    }
    this.page.conflict.hidden = state !== "conflict";
    showState(this.page.state, state);
    fillSlots(this.page.state, { detail });
  }
}
