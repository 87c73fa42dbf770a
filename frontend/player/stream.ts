/** What the player knows of a source, whichever of the three ways it plays. */
import type { Rung, Wish } from "./quality";

/** Why nothing more arrives. `reason` is the server's sentence for `closed`. */
export interface Trouble {
  kind: "network" | "signed-out" | "closed" | "gone" | "broken";
  reason?: string;
}

export interface StreamListener {
  /** The renditions to choose from; never called where the browser chooses alone. */
  rungs(rungs: readonly Rung[]): void;
  /** The rendition that is seen from now on. */
  shows(rung: Rung): void;
  trouble(trouble: Trouble): void;
  /** Something arrived again. */
  fine(): void;
  /** This way cannot play it; the plain file is the last resort. */
  cannot(): void;
}

export interface Stream {
  choose(wish: Wish): void;
  /** Try again now: the network is back, or somebody signed in elsewhere. */
  retry(): void;
  /** Stop loading and take the source off the element. */
  leave(): void;
}
