/** Which rendition is loaded, and how it is called. Pure. */
import { sentence } from "../states";

/** `short` is the shorter side in pixels, so that a portrait recording is called like a landscape one. */
export interface Rung {
  short: number;
  bitsPerSecond: number;
}

/** `short` null: as the network allows. The data saver wins over a chosen rung. */
export interface Wish {
  short: number | null;
  saver: boolean;
}

export interface RungPatterns {
  /** {name} and {size} in megabytes an hour. */
  rung: string;
  low: string;
  standard: string;
  high: string;
  highest: string;
}

export const AUTOMATIC = -1;

/** The index of the rendition to load, or AUTOMATIC; the nearest not above the wish when that one is not there. */
export function chosenRung(rungs: readonly Rung[], wish: Wish): number {
  if (rungs.length === 0 || (wish.short === null && !wish.saver)) {
    return AUTOMATIC;
  }
  const sizes = rungs.map((rung) => rung.short);
  const lowest = sizes.indexOf(Math.min(...sizes));
  if (wish.saver || wish.short === null) {
    return lowest;
  }
  const wanted = wish.short;
  const fitting = sizes.filter((size) => size <= wanted);
  return fitting.length > 0 ? sizes.indexOf(Math.max(...fitting)) : lowest;
}

/** `High 720p`. */
export function rungName(rung: Rung, patterns: RungPatterns): string {
  const { low, standard, high, highest } = patterns;
  const pattern = rung.short <= 360 ? low : rung.short <= 540 ? standard : rung.short <= 720 ? high : highest;
  return sentence(pattern, { height: String(rung.short) });
}

/** The name, and what an hour of it costs. */
export function rungWords(rung: Rung, patterns: RungPatterns): string {
  const megabytes = (rung.bitsPerSecond * 3600) / 8 / 1_000_000;
  const size = megabytes < 20 ? Math.max(1, Math.round(megabytes)) : Math.round(megabytes / 10) * 10;
  return sentence(patterns.rung, { name: rungName(rung, patterns), size: String(size) });
}
