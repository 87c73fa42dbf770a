/** Canonical WebVTT, as the server writes it, to cues and back. Times in milliseconds. */

export interface Cue {
  start: number;
  end: number;
  text: string;
  identifier: string;
  settings: string;
}

/** `head` is everything before the first cue: the signature, styles, regions. */
export interface Captions {
  head: string[];
  cues: Cue[];
}

const ARROW = "-->";

export function readCaptions(text: string): Captions {
  const blocks = text
    .replace(/\r\n?/g, "\n")
    .split(/\n{2,}/)
    .map((block) => block.split("\n").filter(Boolean))
    .filter((lines) => lines.length > 0);
  const captions: Captions = { head: [], cues: [] };
  for (const lines of blocks) {
    const at = lines.slice(0, 2).findIndex((line) => line.includes(ARROW));
    if (at < 0) {
      captions.head.push(lines.join("\n"));
      continue;
    }
    const [start = "", rest = ""] = (lines[at] ?? "").split(ARROW);
    const [end = "", ...settings] = rest.trim().split(/[ \t]+/);
    captions.cues.push({
      start: readTime(start) ?? 0,
      end: readTime(end) ?? 0,
      text: lines.slice(at + 1).join("\n"),
      identifier: at === 1 ? (lines[0] ?? "") : "",
      settings: settings.join(" "),
    });
  }
  return captions;
}

export function writeCaptions({ head, cues }: Captions): string {
  return `${[...(head.length ? head : ["WEBVTT"]), ...cues.map(block)].join("\n\n")}\n`;
}

/** 1:02.5 → 62500; null when it is no time. Minutes and seconds beyond 59 are not guessed at. */
export function readTime(text: string): number | null {
  const found = /^\s*(?:(\d{1,5}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?\s*$/.exec(text);
  if (!found) {
    return null;
  }
  const [hours, minutes, seconds] = [found[1] ?? "0", found[2] ?? "", found[3] ?? ""].map(Number) as [
    number,
    number,
    number,
  ];
  if (minutes > 59 || seconds > 59) {
    return null;
  }
  return ((hours * 60 + minutes) * 60 + seconds) * 1000 + Number((found[4] ?? "").padEnd(3, "0"));
}

/** 62500 → 1:02.500; hours only where there are any. */
export function shortTime(ms: number): string {
  const { hours, minutes, seconds } = parts(ms);
  const tail = `${pad(seconds)}.${String(ms % 1000).padStart(3, "0")}`;
  return hours ? `${hours}:${pad(minutes)}:${tail}` : `${minutes}:${tail}`;
}

/** What is read: without tags and references. Good enough for counting. */
export function plain(text: string): string {
  return text.replace(/<[^>]*>/g, "").replace(/&\w+;/g, "·");
}

function block(cue: Cue): string {
  const lines = cue.text.split("\n").filter((line) => line.trim() !== "");
  const times = `${stamp(cue.start)} ${ARROW} ${stamp(cue.end)} ${cue.settings}`.trimEnd();
  return [
    ...(cue.identifier ? [cue.identifier] : []),
    times,
    ...lines.map((line) => line.split(ARROW).join("--&gt;")),
  ].join("\n");
}

function stamp(ms: number): string {
  const { hours, minutes, seconds } = parts(ms);
  return `${pad(hours)}:${pad(minutes)}:${pad(seconds)}.${String(ms % 1000).padStart(3, "0")}`;
}

function parts(ms: number): { hours: number; minutes: number; seconds: number } {
  const whole = Math.floor(ms / 1000);
  return { hours: Math.floor(whole / 3600), minutes: Math.floor(whole / 60) % 60, seconds: whole % 60 };
}

function pad(number: number): string {
  return String(number).padStart(2, "0");
}
