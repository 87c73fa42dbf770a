/** Pure arithmetic on stretches of seconds, and how people read a time. */
export type Stretch = readonly [number, number];

/** `6:37`, `1:02:09`. */
export function clockTime(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const tail = String(rest).padStart(2, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${tail}` : `${minutes}:${tail}`;
}

/** `3:32–4:20`. */
export function stretchWords(stretch: Stretch): string {
  return `${clockTime(stretch[0])}–${clockTime(stretch[1])}`;
}

/** Where to go on: the missing stretch at or after `now`, else the first one; null when nothing is missing. */
export function nextMissing(missing: readonly Stretch[], now: number): number | null {
  const ahead = missing.find(([, end]) => end > now + 1);
  if (!ahead) {
    return missing[0]?.[0] ?? null;
  }
  return Math.max(ahead[0], Math.min(now, ahead[1]));
}

/** Sum of the lengths, in seconds. */
export function total(stretches: readonly Stretch[]): number {
  return stretches.reduce((sum, [from, to]) => sum + to - from, 0);
}
