/** Which key does what in the caption editor: all with Alt, by the place of the key, whatever it would type. */
const KEYS: Record<string, string> = {
  KeyP: "toggle",
  KeyN: "add",
  ArrowUp: "previous",
  ArrowDown: "next",
  BracketLeft: "setStart",
  BracketRight: "setEnd",
  Comma: "earlier",
  Period: "later",
  KeyS: "split",
  KeyM: "merge",
  Delete: "remove",
  Backspace: "remove",
  KeyZ: "undo",
};

export type Act =
  | "toggle"
  | "add"
  | "previous"
  | "next"
  | "setStart"
  | "setEnd"
  | "earlier"
  | "later"
  | "split"
  | "merge"
  | "remove"
  | "undo"
  | "redo";

export function actOf(event: KeyboardEvent): Act | null {
  if (!event.altKey || event.ctrlKey || event.metaKey || event.isComposing) {
    return null;
  }
  const act = KEYS[event.code] as Act | undefined;
  return act === "undo" && event.shiftKey ? "redo" : (act ?? null);
}
