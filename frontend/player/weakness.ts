/** Whether a network is too weak for pictures: the recording stood still twice within a minute. Pure. */
const WITHIN_MS = 60_000;

export class Weakness {
  private stalls: number[] = [];

  /** It stands still at this moment, in milliseconds, although it should play. True when that is too often. */
  stalled(now: number): boolean {
    this.stalls = [...this.stalls.filter((at) => now - at < WITHIN_MS), now];
    return this.stalls.length >= 2;
  }
}
