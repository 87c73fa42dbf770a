/** Giving an element the whole screen, where the browser allows it; iPhones allow it to videos only, so it fills the window. */
const FILLING = "filling";

export function isWhole(element: Element): boolean {
  return document.fullscreenElement === element || element.classList.contains(FILLING);
}

export async function toggleWhole(element: Element): Promise<void> {
  if (document.fullscreenElement) {
    await document.exitFullscreen();
  } else if (element.classList.contains(FILLING)) {
    element.classList.remove(FILLING);
  } else {
    await element.requestFullscreen?.().catch(() => undefined);
    element.classList.toggle(FILLING, !document.fullscreenElement);
  }
}
