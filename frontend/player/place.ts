/** Where a recording begins: at the place that the address names, or where the member stopped. Pure. */

/** Seconds of `#t=97` or `#t=97.5`; null when the address names none. */
export function placeInAddress(hash: string): number | null {
  const found = /^#t=(\d{1,6}(?:\.\d+)?)$/.exec(hash);
  return found ? Number(found[1]) : null;
}

/** Too near to either end, going on there is no help. */
export function worthResuming(place: number, duration: number): boolean {
  return place > 3 && place < duration - 5;
}

/** The sign-in page, and after it this lecture at this place. */
export function signInAddress(login: string, path: string, place: number): string {
  return `${login}?next=${encodeURIComponent(`${path}#t=${Math.floor(place)}`)}`;
}
