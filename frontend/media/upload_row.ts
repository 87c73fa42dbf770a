/**
 * One file of the list in `components/upload.html`: its name, how far it is and how fast, why it does not go on, and
 * what can be done. The row is a copy of the `<template>` there; `data-part` and `data-act` name what it holds.
 */
import { fillSlots, sentence, showState } from "../states";
import { type AssetStatus, followAsset } from "./following";
import { Pace, sizeInWords } from "./pace";

export type Act = "pause" | "resume" | "again" | "ask" | "cancel" | "keep" | "remove";

const OFFERED: Record<string, Act[]> = {
  waiting: ["ask"],
  uploading: ["pause", "ask"],
  paused: ["resume", "ask"],
  offline: ["ask"],
  refused: ["again", "ask"],
  "too-large": ["remove"],
  "no-room": ["remove"],
};

export class UploadRow {
  readonly element: HTMLElement;

  private readonly pace = new Pace();
  private readonly language = document.documentElement.lang;
  private stopFollowing: (() => void) | null = null;
  private state = "";

  constructor(
    template: HTMLTemplateElement,
    readonly name: string,
    private readonly size: number,
    act: (name: Act) => void,
    private readonly say: (words: string) => void,
  ) {
    const copy = template.content.cloneNode(true) as DocumentFragment;
    this.element = copy.firstElementChild as HTMLElement;
    fillSlots(this.element, { name });
    for (const button of this.element.querySelectorAll<HTMLButtonElement>("button[data-act]")) {
      button.addEventListener("click", () => act(button.dataset.act as Act));
    }
    this.advance(0);
  }

  /** Say in what state the file is, and offer what fits to it. */
  show(state: string, reason = ""): void {
    this.askWhether(false);
    showState(this.part("state"), state);
    const words = this.part("reason");
    words.hidden = reason === "";
    words.textContent = reason;
    const bar = this.part<HTMLProgressElement>("bar");
    bar.hidden = !["waiting", "uploading", "paused", "offline", "stored", "probing", "transcoding"].includes(state);
    for (const button of this.element.querySelectorAll<HTMLButtonElement>(".actions button[data-act]")) {
      button.hidden = !OFFERED[state]?.includes(button.dataset.act as Act);
    }
    if (state !== "uploading") {
      this.pace.restart();
      this.part("left").textContent = "";
    }
    if (state !== this.state) {
      this.state = state;
      const spoken = this.part("state").querySelector<HTMLElement>("[data-state]:not([hidden])")?.textContent ?? "";
      this.say(`${this.name}: ${spoken.trim()} ${reason}`.trim());
    }
  }

  advance(sent: number, at: number = performance.now()): void {
    const share = this.size > 0 ? (100 * sent) / this.size : 0;
    this.part<HTMLProgressElement>("bar").value = share;
    const figures = this.part("figures");
    figures.textContent = sentence(figures.dataset.pattern ?? "", {
      sent: sizeInWords(sent, this.language),
      all: sizeInWords(this.size, this.language),
      percent: `${Math.floor(share)}%`,
    });
    this.pace.note(sent, at);
    const time = this.pace.timeFor(this.size - sent);
    const left = this.part("left");
    if (time) {
      left.textContent = sentence(left.dataset[time.unit] ?? "", {
        number: String(time.number),
        speed: sizeInWords(this.pace.perSecond ?? 0, this.language),
      });
    }
  }

  /** Show or hide the second question before what has arrived is thrown away. */
  askWhether(open: boolean): void {
    this.part("asking").hidden = !open;
    const before = this.element.querySelector<HTMLElement>(".actions");
    if (before) {
      before.hidden = open;
    }
    if (open) {
      this.part("asking").querySelector("button")?.focus();
    }
  }

  /** The bytes are there; from now on the server tells how preparing goes. */
  follow(status: string, page: string): void {
    this.part("figures").textContent = sizeInWords(this.size, this.language);
    const link = this.part<HTMLAnchorElement>("link");
    link.href = page;
    link.hidden = false;
    this.stopFollowing = followAsset(status, (told: AssetStatus) => {
      this.show(told.state, told.failure || told.delay);
      this.part<HTMLProgressElement>("bar").value = told.progress_percent;
      this.part("left").textContent = told.remaining;
    });
  }

  remove(): void {
    this.stopFollowing?.();
    this.element.remove();
  }

  private part<T extends HTMLElement = HTMLElement>(name: string): T {
    const found = this.element.querySelector<T>(`[data-part="${name}"]`);
    if (!found) {
      throw new Error(`the row has no ${name}`);
    }
    return found;
  }
}
