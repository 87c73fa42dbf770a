/** What was done, to be undone and done again. Pure. */
export class Steps<T> {
  private readonly past: T[] = [];
  private future: T[] = [];

  constructor(private present: T) {}

  get now(): T {
    return this.present;
  }

  get canUndo(): boolean {
    return this.past.length > 0;
  }

  get canRedo(): boolean {
    return this.future.length > 0;
  }

  /** `joined`: part of the step before, as the many small moves of one drag are. */
  take(next: T, { joined = false } = {}): void {
    if (!joined) {
      this.past.push(this.present);
    }
    this.present = next;
    this.future = [];
  }

  undo(): void {
    const before = this.past.pop();
    if (before !== undefined) {
      this.future.push(this.present);
      this.present = before;
    }
  }

  redo(): void {
    const after = this.future.pop();
    if (after !== undefined) {
      this.past.push(this.present);
      this.present = after;
    }
  }
}
