/** Places of a lecture that notes and questions are pinned to. Pure. */
export interface Place {
  kind: string;
  number: number;
  anchor: string;
}

export const NOWHERE: Place = { kind: "", number: 0, anchor: "" };

/** "2:03" or "1:02:03"; null when it is neither. */
export function seconds(text: string): number | null {
  const found = /^(?:(\d{1,2}):)?([0-5]?\d):([0-5]\d)$/.exec(text.trim());
  return found ? Number(found[1] ?? 0) * 3600 + Number(found[2]) * 60 + Number(found[3]) : null;
}

/** The place of a recording as people write it. */
export function clock(at: number): string {
  const whole = Math.max(0, Math.floor(at));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (number: number) => String(number).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** In the order of the lecture; what has no place comes first. */
export function precedes(one: Place, other: Place): boolean {
  return one.kind === other.kind ? one.number < other.number : one.kind < other.kind;
}
