/** Small acts on a parsed paste. */

/**
 * Parse without letting any style apply: even in a document that nobody sees, the page's policy forbids them and says so.
 * What styles said is found in `data-style`.
 */
export function parsed(html: string): HTMLElement {
  const harmless = html
    .replace(/<style\b[\s\S]*?<\/style\s*>/gi, "")
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/([\s"'])style(\s*=)/gi, "$1data-style$2"));
  return new DOMParser().parseFromString(harmless, "text/html").body;
}

export function unwrap(element: Element): void {
  element.replaceWith(...element.childNodes);
}

export function rename(element: Element, name: string): HTMLElement {
  const renamed = element.ownerDocument.createElement(name);
  renamed.append(...element.childNodes);
  element.replaceWith(renamed);
  return renamed;
}

export function wrapInside(element: Element, name: string): void {
  const inner = element.ownerDocument.createElement(name);
  inner.append(...element.childNodes);
  element.append(inner);
}

export function styleOf(element: Element): string {
  return (element.getAttribute("data-style") ?? "").replace(/\s+/g, "").toLowerCase();
}

export function wordsOf(element: Element): string {
  return (element.textContent ?? "").replace(/[\s\u00a0]+/g, " ").trim();
}
