/** Which page of a deck is shown. Pages count from 1. Pure. */

export const SIZES = [1, 1.5, 2, 3] as const;

/** The page that is shown `seconds` into the narration; `starts` rise and begin with 0. */
export function pageAt(starts: readonly number[], seconds: number): number {
  let page = 1;
  for (const [index, start] of starts.entries()) {
    // A player that was sent to a start may stand a few milliseconds before it.
    if (start <= seconds + 0.05) {
      page = index + 1;
    }
  }
  return page;
}

export function within(page: number, pages: number): number {
  return Math.min(pages, Math.max(1, page));
}

/** The page of an address that ends in `#page-7`, or null. */
export function pageOf(hash: string, pages: number): number | null {
  const found = /^#page-(\d{1,4})$/.exec(hash);
  return found ? within(Number(found[1]), pages) : null;
}

/** What a key does to the deck. Arrows belong to a narration that is there, unless the deck itself has the focus. */
export function actOf(
  key: string,
  inDeck: boolean,
  narrated: boolean,
): "back" | "next" | "first" | "last" | "larger" | "smaller" | "full" | null {
  switch (key) {
    case "PageUp":
      return "back";
    case "PageDown":
      return "next";
    case "ArrowLeft":
      return inDeck || !narrated ? "back" : null;
    case "ArrowRight":
      return inDeck || !narrated ? "next" : null;
    case "Home":
      return inDeck ? "first" : null;
    case "End":
      return inDeck ? "last" : null;
    case "+":
    case "=":
      return "larger";
    case "-":
      return "smaller";
    case "f":
    case "F":
      return inDeck || !narrated ? "full" : null;
    default:
      return null;
  }
}

/** −1, 0 or 1: where a finger that moved by so many pixels wants to turn the page. */
export function swipe(dx: number, dy: number): -1 | 0 | 1 {
  if (Math.abs(dx) < 48 || Math.abs(dx) < 2 * Math.abs(dy)) {
    return 0;
  }
  return dx < 0 ? 1 : -1;
}

/** Numbers as people list them: 2, 5–7. They rise. */
export function inRuns(numbers: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const number of numbers) {
    const last = runs[runs.length - 1];
    if (last && last[1] === number - 1) {
      last[1] = number;
    } else {
      runs.push([number, number]);
    }
  }
  return runs.map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`)).join(", ");
}
