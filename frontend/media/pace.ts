/** How fast something moves, seen over its last seconds, and how long the rest will take. No clock of its own. */

const WINDOW_MS = 10_000;
const SURE_AFTER_MS = 2000;

export type TimeLeft = { unit: "seconds" | "minutes" | "hours"; number: number };

export class Pace {
  private seen: { at: number; bytes: number }[] = [];

  /** Forget what was before a pause: it says nothing about the network now. */
  restart(): void {
    this.seen = [];
  }

  /** `bytes` are there at the moment `at` (milliseconds). */
  note(bytes: number, at: number): void {
    const last = this.seen[this.seen.length - 1];
    if (last && bytes < last.bytes) {
      // A piece was lost and is sent again.
      this.restart();
    }
    this.seen.push({ at, bytes });
    while (this.seen.length > 2 && at - (this.seen[0]?.at ?? at) > WINDOW_MS) {
      this.seen.shift();
    }
  }

  /** Bytes a second; null until enough has been seen to say so. */
  get perSecond(): number | null {
    const first = this.seen[0];
    const last = this.seen[this.seen.length - 1];
    if (!first || !last || last.at - first.at < SURE_AFTER_MS || last.bytes === first.bytes) {
      return null;
    }
    return (1000 * (last.bytes - first.bytes)) / (last.at - first.at);
  }

  /** How long `bytes` more will take; null while that cannot be told. */
  timeFor(bytes: number): TimeLeft | null {
    const perSecond = this.perSecond;
    return perSecond ? inWholeUnits(bytes / perSecond) : null;
  }
}

/** Rounded up, so that nobody is promised too much. */
export function inWholeUnits(seconds: number): TimeLeft {
  if (seconds < 60) {
    return { unit: "seconds", number: Math.max(1, Math.ceil(seconds)) };
  }
  const minutes = Math.ceil(seconds / 60);
  return minutes <= 90 ? { unit: "minutes", number: minutes } : { unit: "hours", number: Math.ceil(minutes / 60) };
}

const UNITS = ["B", "KB", "MB", "GB", "TB"];

/** As the server writes sizes: powers of 1024, one decimal from megabytes on. */
export function sizeInWords(bytes: number, language: string): string {
  const step = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log2(bytes) / 10));
  const digits = step < 2 ? 0 : 1;
  const figure = (bytes / 1024 ** step).toLocaleString(language || undefined, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return `${figure} ${UNITS[step]}`;
}
