/** Waiting times between attempts: doubling, capped, with jitter so that a whole branch does not return at once. */
export class Backoff {
  private failures = 0;

  constructor(
    private readonly firstMs = 1000,
    private readonly longestMs = 60_000,
    private readonly random: () => number = Math.random,
  ) {}

  succeeded(): void {
    this.failures = 0;
  }

  /** How long to wait now; the server's own wish (`Retry-After`) wins when it is longer. */
  next(wishMs: number | null = null): number {
    const full = Math.min(this.longestMs, this.firstMs * 2 ** this.failures);
    this.failures += 1;
    return Math.max(wishMs ?? 0, full / 2 + (full / 2) * this.random());
  }
}
