/** Moving a row with the keys: held with space or enter at its handle, moved by arrows, dropped or left where it was. */
import { moved, putAt, type Spot, spotOf, step } from "./placing";

export type Said = "grabbed" | "moved" | "dropped" | "left";

export class Holding {
  private held: { row: HTMLElement; from: Spot } | null = null;

  /** `lists` are those between which `row` may go; `say` tells what happened, `drop` that it is in a new place. */
  constructor(
    private readonly lists: (row: HTMLElement) => Element[],
    private readonly say: (what: Said, row: HTMLElement) => void,
    private readonly drop: (row: HTMLElement, from: Spot) => void,
  ) {}

  press(event: KeyboardEvent, row: HTMLElement): void {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const mine = this.held?.row === row;
    if (event.key === " " || event.key === "Enter") {
      event.preventDefault();
      mine ? this.end(false) : this.grab(row);
    } else if (mine && event.key === "Escape") {
      event.preventDefault();
      this.end(true);
    } else if (mine && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      event.preventDefault();
      this.shift(row, event.key === "ArrowUp" ? "up" : "down");
    }
  }

  /** The focus has left the handle: what was held goes back. */
  lost(handle: EventTarget | null): void {
    if (this.held && handle === handleOf(this.held.row)) {
      const { row, from } = this.held;
      this.release(row);
      putAt(row, from);
    }
  }

  private grab(row: HTMLElement): void {
    this.held = { row, from: spotOf(row) };
    handleOf(row)?.setAttribute("aria-pressed", "true");
    this.say("grabbed", row);
  }

  private shift(row: HTMLElement, direction: "up" | "down"): void {
    const { held } = this;
    // Moving the row takes the focus from its handle for a moment: that is no giving up.
    this.held = null;
    step(row, direction, this.lists(row));
    handleOf(row)?.focus();
    this.held = held;
    row.scrollIntoView({ block: "nearest" });
    this.say("moved", row);
  }

  private end(back: boolean): void {
    if (!this.held) {
      return;
    }
    const { row, from } = this.held;
    this.release(row);
    if (back) {
      putAt(row, from);
      handleOf(row)?.focus();
    }
    const placed = moved(row, from);
    this.say(placed ? "dropped" : "left", row);
    if (placed) {
      this.drop(row, from);
    }
  }

  private release(row: HTMLElement): void {
    this.held = null;
    handleOf(row)?.setAttribute("aria-pressed", "false");
  }
}

function handleOf(row: HTMLElement): HTMLElement | null {
  return row.querySelector<HTMLElement>(".handle");
}
