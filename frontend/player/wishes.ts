/** What somebody chose on this device. Private windows forget it, and nothing breaks. */
export interface Wishes {
  /** The shorter side of the wanted picture in pixels; null as the network allows. */
  quality: number | null;
  saver: boolean;
  /** 0 to 100. */
  volume: number;
  muted: boolean;
  /** A language, `off`, or `first`: the one that the page offers first. */
  captions: string;
  size: string;
  ground: string;
  place: string;
  /** Whether the player's keys work on the whole page. */
  keys: boolean;
}

const KEY = "school:player";

const USUAL: Wishes = {
  quality: null,
  saver: false,
  volume: 100,
  muted: false,
  captions: "first",
  size: "medium",
  ground: "shade",
  place: "bottom",
  keys: true,
};

/** A device that is told to save data does so here too, until somebody says otherwise. */
export function readWishes(): Wishes {
  const { connection } = navigator as Navigator & { connection?: { saveData?: boolean } };
  const usual: Wishes = { ...USUAL, saver: connection?.saveData === true };
  try {
    return settle(JSON.parse(localStorage.getItem(KEY) ?? "{}"), usual);
  } catch {
    return usual;
  }
}

export function keepWishes(changed: Partial<Wishes>): void {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "{}") as Partial<Wishes>;
    localStorage.setItem(KEY, JSON.stringify({ ...kept, ...changed }));
  } catch {
    // The choice holds for this page.
  }
}

/** Whatever an earlier version or a curious person left there, each value has its type. */
function settle(kept: Record<string, unknown>, usual: Wishes): Wishes {
  const settled = { ...usual } as Record<string, unknown>;
  for (const name of Object.keys(usual)) {
    if (typeof kept[name] === typeof settled[name] || (name === "quality" && typeof kept[name] === "number")) {
      settled[name] = kept[name];
    }
  }
  return settled as unknown as Wishes;
}
