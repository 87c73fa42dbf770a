/** What makes a caption hard to read. Hints only: nothing is refused for them. */
import { type Cue, plain } from "./text";

export interface Hint {
  kind: "fast" | "long" | "lines" | "short" | "reversed" | "overlap" | "beyond" | "empty";
  values: Record<string, string>;
}

/** Guides for subtitles: Chinese 9 characters a second and 18 a line, letters 17 and 42. */
const WIDE = { rate: 9, line: 18 };
const NARROW = { rate: 17, line: 42 };
const SHORTEST_MS = 1000;
const MOST_LINES = 2;

/** `durationMs` 0: not known yet. */
export function hintsOf(cue: Cue, next: Cue | undefined, durationMs: number): Hint[] {
  const lines = plain(cue.text).split("\n").filter(Boolean);
  const letters = lines.join("").replace(/\s/g, "");
  if (!letters) {
    return [hint("empty")];
  }
  const most = isWide(letters) ? WIDE : NARROW;
  const length = Math.max(...lines.map((line) => line.length));
  const seconds = (cue.end - cue.start) / 1000;
  const rate = letters.length / seconds;
  const found: (Hint | false)[] = [
    seconds <= 0 && hint("reversed"),
    seconds > 0 && rate > most.rate && hint("fast", { rate: String(Math.round(rate)), most: String(most.rate) }),
    seconds > 0 && seconds * 1000 < SHORTEST_MS && hint("short"),
    length > most.line && hint("long", { length: String(length), most: String(most.line) }),
    lines.length > MOST_LINES && hint("lines"),
    next !== undefined && cue.end > next.start && next.start > cue.start && hint("overlap"),
    durationMs > 0 && cue.start >= durationMs && hint("beyond"),
  ];
  return found.filter((each): each is Hint => each !== false);
}

function hint(kind: Hint["kind"], values: Record<string, string> = {}): Hint {
  return { kind, values };
}

function isWide(text: string): boolean {
  const wide = text.match(/[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]/g)?.length ?? 0;
  return wide * 2 >= text.length;
}
