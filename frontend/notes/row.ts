/** One note of the list: filled from its template, read back, and changed where it stands. */
import { sentence } from "../states";
import type { Wish } from "./keeper";
import { clock, type Place } from "./places";

const QUIET_MS = 800;
const LONGEST = "4000";

/** A copy of the template that shows the note. `patterns` word pages and sections. */
export function filled(
  template: HTMLTemplateElement,
  key: string,
  { text, place }: Wish,
  patterns: Record<string, string>,
): HTMLElement {
  const note = template.content.firstElementChild?.cloneNode(true) as HTMLElement;
  const { kind, number, anchor } = place;
  Object.assign(note.dataset, { key, kind, number: String(number), anchor });
  const words = note.querySelector<HTMLElement>('[data-slot="text"]');
  if (words) {
    words.innerText = text ?? "";
  }
  const moment = note.querySelector<HTMLAnchorElement>('[data-slot="moment"]');
  if (moment && kind) {
    moment.hidden = false;
    moment.textContent = kind === "second" ? clock(number) : sentence(patterns[kind] ?? "", { number: String(number) });
    moment.href = { second: `#t=${number}`, page: `#page-${number}` }[kind] ?? `#${anchor}`;
    if (kind === "second") {
      moment.dataset.second = String(number);
    }
  }
  return note;
}

export function placeOf(note: HTMLElement): Place {
  const { kind = "", number = "0", anchor = "" } = note.dataset;
  return { kind, number: Number(number), anchor };
}

/** What stands in the note, or is being typed into it. */
export function textOf(note: HTMLElement): string {
  const typed = note.querySelector("textarea")?.value;
  return typed ?? note.querySelector<HTMLElement>('[data-slot="text"]')?.innerText ?? "";
}

/** Put a text area in place of the words; `save` hears each text that has come to rest. Escape or leaving ends it. */
export function writeInPlace(note: HTMLElement, words: HTMLElement, label: string, save: (text: string) => void): void {
  const area = document.createElement("textarea");
  let saved = textOf(note);
  let timer: number | undefined;
  const rest = () => {
    clearTimeout(timer);
    const text = area.value.trim();
    if (text && text !== saved) {
      saved = text;
      save(text);
    }
  };
  area.value = saved;
  area.rows = 4;
  area.setAttribute("maxlength", LONGEST);
  area.setAttribute("aria-label", label);
  area.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(rest, QUIET_MS);
  });
  area.addEventListener("blur", () => {
    rest();
    words.innerText = saved;
  });
  area.addEventListener("keydown", (event) => event.key === "Escape" && area.blur());
  words.replaceChildren(area);
  area.focus();
}
