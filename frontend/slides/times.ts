/** Page times while an author marks them: milliseconds, one entry a page, null for one not marked yet. Pure. */

export type Times = readonly (number | null)[];

/** Two pages cannot begin at once. */
export const APART_MS = 100;

/** The page shown at `at` (index from 0). */
export function shownAt(times: Times, at: number): number {
  let shown = 0;
  for (const [index, begins] of times.entries()) {
    if (begins !== null && begins <= at) {
      shown = index;
    }
  }
  return shown;
}

/** Mark the page after the one shown now. Null when there is none, or the page has only just appeared. */
export function markNext(times: Times, at: number, durationMs: number): { times: Times; index: number } | null {
  const index = shownAt(times, at) + 1;
  if (index >= times.length) {
    return null;
  }
  const set = setTo(times, index, at, durationMs);
  return set && { times: set, index };
}

/** Set one page; kept between its marked neighbours. Null when there is no room between them, or nothing changes. */
export function setTo(times: Times, index: number, at: number, durationMs: number): Times | null {
  if (index < 1 || index >= times.length) {
    return null;
  }
  const earliest = (lastMarked(times.slice(0, index)) ?? 0) + APART_MS;
  const latest = (times.slice(index + 1).find((begins) => begins !== null) ?? durationMs) - APART_MS;
  const kept = Math.min(latest, Math.max(earliest, Math.round(at)));
  if (earliest > latest || kept === times[index]) {
    return null;
  }
  return times.map((begins, place) => (place === index ? kept : begins));
}

export function nudge(times: Times, index: number, byMs: number, durationMs: number): Times | null {
  const begins = times[index];
  return begins === null || begins === undefined ? null : setTo(times, index, begins + byMs, durationMs);
}

export function clear(times: Times, index: number): Times | null {
  if (index < 1 || (times[index] ?? null) === null) {
    return null;
  }
  return times.map((begins, place) => (place === index ? null : begins));
}

/** As a person writes it: 1:05, 1:05.4, 1:02:03.25; the server reads the same. */
export function written(ms: number): string {
  const whole = Math.floor(ms / 1000);
  const rest = ms % 1000;
  const seconds = String(whole % 60).padStart(2, "0");
  const minutes = Math.floor(whole / 60) % 60;
  const hours = Math.floor(whole / 3600);
  const parts = rest ? `.${String(rest).padStart(3, "0").replace(/0+$/, "")}` : "";
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${seconds}${parts}` : `${minutes}:${seconds}${parts}`;
}

/** Milliseconds of what a person wrote, or null. */
export function read(text: string): number | null {
  const found = /^(?:(\d{1,2}):)?([0-5]?\d):([0-5]\d)(?:\.(\d{1,3}))?$/.exec(
    text.trim().replace("：", ":").replace(",", "."),
  );
  if (!found) {
    return null;
  }
  const [, hours = "0", minutes = "0", seconds = "0", parts = ""] = found;
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(parts.padEnd(3, "0"));
}

function lastMarked(times: Times): number | null {
  return [...times].reverse().find((begins) => begins !== null) ?? null;
}
