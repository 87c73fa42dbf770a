/** What a key does in the player. Pure. */
export type Act =
  | { kind: "toggle" | "mute" | "captions" | "full" | "float" | "help" | "slower" | "faster" }
  | { kind: "move"; seconds: number }
  | { kind: "tenth"; tenth: number }
  | { kind: "volume"; step: number };

const ACTS: Readonly<Record<string, Act>> = {
  " ": { kind: "toggle" },
  k: { kind: "toggle" },
  j: { kind: "move", seconds: -10 },
  l: { kind: "move", seconds: 10 },
  arrowleft: { kind: "move", seconds: -5 },
  arrowright: { kind: "move", seconds: 5 },
  arrowup: { kind: "volume", step: 5 },
  arrowdown: { kind: "volume", step: -5 },
  m: { kind: "mute" },
  c: { kind: "captions" },
  f: { kind: "full" },
  i: { kind: "float" },
  "<": { kind: "slower" },
  ">": { kind: "faster" },
  "?": { kind: "help" },
};

export interface Press {
  key: string;
  /** Control, Alt or Meta: the key belongs to the browser. */
  chord: boolean;
  /** What has the focus: something to type or choose in, a button, the seek bar, anything else in the player, or else. */
  on: "field" | "button" | "seek" | "player" | "page";
}

/** `everywhere`: the keys work on the whole page. Arrows up and down scroll the page, so there they are left alone. */
export function actOf(press: Press, everywhere: boolean): Act | null {
  if (press.chord || press.on === "field" || (press.on === "page" && !everywhere)) {
    return null;
  }
  const act = /^[0-9]$/.test(press.key)
    ? ({ kind: "tenth", tenth: Number(press.key) } as const)
    : (ACTS[press.key.toLowerCase()] ?? null);
  const pressesButton = press.on === "button" && press.key === " ";
  const scrolls = press.on === "page" && act?.kind === "volume";
  return pressesButton || scrolls ? null : act;
}

/** What a key event is about, seen from a player's root. */
export function pressOf(event: KeyboardEvent, player: Element): Press {
  const { key, target } = event;
  const chord = event.ctrlKey || event.altKey || event.metaKey;
  return { key, chord, on: placeOf(target instanceof Element ? target : document.body, player) };
}

function placeOf(target: Element, player: Element): Press["on"] {
  if (target.matches(".seek input")) {
    return "seek";
  }
  if (target.closest("input, select, textarea, [contenteditable], dialog")) {
    return "field";
  }
  if (target.closest("button, a, summary, [role=button]")) {
    return "button";
  }
  return player.contains(target) ? "player" : "page";
}
