/** Puts the events of a room into their order: each number once, none skipped. Pure. */
export interface RoomEvent {
  number: number;
  kind: string;
  member: { id: string; name: string };
  text: string;
  at: string;
}

export class Ordering {
  private readonly early = new Map<number, RoomEvent>();

  /** `last`: the newest number that is already on the page. */
  constructor(private last: number) {}

  get lastInOrder(): number {
    return this.last;
  }

  /** What can be shown now, in order. What comes too early waits for what is missing before it. */
  take(events: readonly RoomEvent[]): RoomEvent[] {
    for (const event of events) {
      if (event.number > this.last) {
        this.early.set(event.number, event);
      }
    }
    const ready: RoomEvent[] = [];
    for (let next = this.early.get(this.last + 1); next; next = this.early.get(this.last + 1)) {
      this.early.delete(next.number);
      this.last = next.number;
      ready.push(next);
    }
    return ready;
  }

  /** True when something is known to exist (or waits) that has not been shown. */
  behind(newest: number): boolean {
    return this.early.size > 0 || newest > this.last;
  }
}
