/** Show the one of an element's sentences that is true now: its children carry `data-state`, the server wrote them. */
export function showState(element: Element, state: string): void {
  for (const child of element.querySelectorAll<HTMLElement>("[data-state]")) {
    child.hidden = child.dataset.state !== state;
  }
}

/** Fill the slots of a copied `<template>` with text, never with mark-up. */
export function fillSlots(root: ParentNode, slots: Record<string, string>): void {
  for (const [name, text] of Object.entries(slots)) {
    const slot = root.querySelector(`[data-slot="${name}"]`);
    if (slot) {
      slot.textContent = text;
    }
  }
}

/** Put values into a sentence from the server: `{name}` is replaced by `values.name`. */
export function sentence(pattern: string, values: Record<string, string>): string {
  return pattern.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
