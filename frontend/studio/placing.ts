/** Moving the rows of an outline: lectures within and between the lists of chapters, chapters among themselves. */

export type Direction = "up" | "down";

/** Where a row stood, to put it back. */
export interface Spot {
  parent: Element;
  next: Element | null;
}

export function spotOf(row: Element): Spot {
  return { parent: row.parentElement as Element, next: row.nextElementSibling };
}

export function putAt(row: Element, spot: Spot): void {
  spot.parent.insertBefore(row, spot.next);
}

export function moved(row: Element, from: Spot): boolean {
  const now = spotOf(row);
  return now.parent !== from.parent || now.next !== from.next;
}

/** One step; a lecture goes over the edge of its list into the next of `lists`. False where there is nowhere to go. */
export function step(row: Element, direction: Direction, lists: Element[]): boolean {
  const beside = direction === "up" ? row.previousElementSibling : row.nextElementSibling;
  if (beside) {
    if (direction === "up") {
      beside.before(row);
    } else {
      beside.after(row);
    }
    return true;
  }
  const next = lists[lists.indexOf(row.parentElement as Element) + (direction === "up" ? -1 : 1)];
  if (!row.parentElement || !lists.includes(row.parentElement) || !next) {
    return false;
  }
  if (direction === "up") {
    next.append(row);
  } else {
    next.prepend(row);
  }
  return true;
}

/** What the server is asked for: into which chapter (for a lecture), before which row. */
export function placeOf(row: HTMLElement): { chapter: string; before: string } {
  const list = row.parentElement as HTMLElement;
  const next = row.nextElementSibling as HTMLElement | null;
  return { chapter: list.dataset.id ?? "", before: next?.dataset.id ?? "" };
}
