/** Finding a line by typing how its name begins; letters that follow within a moment belong together. */

const MOMENT_MS = 700;

export class Typing {
  private typed = "";
  private at = 0;

  /** The index of the next name that begins with what was typed, from `from` on and round; -1 when there is none. */
  find(key: string, names: readonly string[], from: number, now: number): number {
    this.typed = now - this.at > MOMENT_MS ? key : this.typed + key;
    this.at = now;
    const wanted = this.typed.toLocaleLowerCase();
    // A first letter looks further on; more letters may still mean the same line.
    const start = from + ([...this.typed].length === 1 ? 1 : 0);
    const order = names.map((_, place) => (start + place) % names.length);
    return order.find((place) => names[place]?.startsWith(wanted)) ?? -1;
  }
}
