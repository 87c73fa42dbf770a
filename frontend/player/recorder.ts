/**
 * Measures what was really played. Pure: the clock and the positions are handed in.
 *
 * Between two observations the position may move by about rate × elapsed; anything else was a seek, and the part
 * jumped over is not played. One beat has one rate, so a change of rate ends it.
 */
export interface Beat {
  seq: number;
  /** Milliseconds of the device's monotonic clock since the session was opened. */
  wall: [number, number];
  /** Played stretches, milliseconds of the recording. */
  media: [number, number][];
  rate: number;
}

/** Positions arrive late and in steps; this much more than rate × elapsed is still playing. */
const SLACK_MS = 350;

export class Recorder {
  private pieces: [number, number][] = [];
  private startedAt: number | null = null;
  private position: number | null = null;
  private observedAt = 0;
  private rate = 1;

  /** `seq` is the number of the first beat. */
  constructor(private seq = 1) {}

  /** Playing begins, or goes on after a seek, at this position. All times are whole or fractional milliseconds. */
  begin(now: number, position: number, rate: number): void {
    this.startedAt ??= now;
    this.position = position;
    this.observedAt = now;
    this.rate = rate;
    this.pieces.push([position, position]);
  }

  /** The position while playing, as often as the browser tells it. */
  observe(now: number, position: number): void {
    if (this.position === null) {
      return;
    }
    const moved = position - this.position;
    const possible = (now - this.observedAt) * this.rate + SLACK_MS;
    if (moved < 0 || moved > possible) {
      this.pieces.push([position, position]);
    } else {
      const piece = this.pieces[this.pieces.length - 1];
      if (piece) {
        piece[1] = position;
      }
    }
    this.position = position;
    this.observedAt = now;
  }

  /** Playing stops here: a pause, a stall, a seek, the end. */
  halt(): void {
    this.position = null;
  }

  get playing(): boolean {
    return this.position !== null;
  }

  /** The beat since the last cut, or null when nothing was played. Playing goes on in the next beat without a hole. */
  cut(now: number): Beat | null {
    const media = this.pieces
      .map(([from, to]): [number, number] => [Math.round(from), Math.round(to)])
      .filter(([from, to]) => to > from);
    const beat: Beat | null =
      this.startedAt === null || media.length === 0
        ? null
        : { seq: this.seq, wall: [Math.round(this.startedAt), Math.round(now)], media, rate: this.rate };
    if (beat) {
      this.seq += 1;
    }
    this.startedAt = this.playing ? now : null;
    this.pieces = this.position === null ? [] : [[this.position, this.position]];
    return beat;
  }
}
