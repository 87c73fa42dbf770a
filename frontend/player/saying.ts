/** Says what just changed: read out politely, and seen for a moment by whoever pressed a key. */
const SHOWN_MS = 2000;
const timers = new WeakMap<Element, number>();

/** `player` is the root of the player; its mark-up has one `[data-said]`. `seen` false: the page shows it anyway. */
export function say(player: Element, text: string, { seen = true } = {}): void {
  const place = player.querySelector<HTMLElement>("[data-said]");
  if (!place) {
    return;
  }
  place.textContent = text;
  place.toggleAttribute("data-seen", seen);
  clearTimeout(timers.get(place));
  const empty = () => {
    place.textContent = "";
    place.removeAttribute("data-seen");
  };
  timers.set(place, window.setTimeout(empty, SHOWN_MS));
}
