/**
 * Word and WPS write lists as paragraphs: `<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'>`, with the sign in
 * a span that says `mso-list:Ignore`. They become lists again.
 */
import { styleOf, wordsOf } from "./dom";

interface Item {
  paragraph: Element;
  list: string;
  level: number;
  marker: string;
}

const PLACE = /mso-list:(l\d+)level(\d)/;
const NUMBERED = /^[（(]?([0-9]{1,3}|[a-z]{1,3}|[一二三四五六七八九十百]{1,4})[.)、）．]/i;
const DEEPEST = 6;

export function restoreLists(body: Element): void {
  for (const run of runs(body)) {
    build(run);
  }
}

function runs(body: Element): Item[][] {
  const found: Item[][] = [];
  let last: Element | null = null;
  for (const paragraph of body.querySelectorAll("p, h1, h2, h3, h4, h5, h6, div")) {
    const item = itemOf(paragraph);
    if (!item) {
      continue;
    }
    if (last && follows(last, paragraph)) {
      found[found.length - 1]?.push(item);
    } else {
      found.push([item]);
    }
    last = paragraph;
  }
  return found;
}

function itemOf(paragraph: Element): Item | null {
  const place = PLACE.exec(styleOf(paragraph));
  if (!place || /^H\d$/.test(paragraph.tagName)) {
    return null;
  }
  const sign = [...paragraph.querySelectorAll("*")].find((inner) => styleOf(inner).includes("mso-list:ignore"));
  const marker = sign ? wordsOf(sign) : "";
  sign?.remove();
  return { paragraph, list: place[1] ?? "", level: Math.min(DEEPEST, Number(place[2])), marker };
}

function follows(before: Element, after: Element): boolean {
  let next = before.nextSibling;
  while (next && next.nodeType !== Node.ELEMENT_NODE && !(next.textContent ?? "").trim()) {
    next = next.nextSibling;
  }
  return next === after;
}

function build(run: Item[]): void {
  const stack: { level: number; list: string; element: HTMLElement }[] = [];
  const first = run[0];
  for (const item of run) {
    while (stack.length > 1 && (stack[stack.length - 1]?.level ?? 0) > item.level) {
      stack.pop();
    }
    let top = stack[stack.length - 1];
    if (!top || top.level < item.level) {
      top = { level: item.level, list: item.list, element: listFor(item) };
      const home = stack[stack.length - 1]?.element.lastElementChild;
      if (home) {
        home.append(top.element);
      } else {
        first?.paragraph.before(top.element);
      }
      stack.push(top);
    }
    const entry = item.paragraph.ownerDocument.createElement("li");
    entry.append(...item.paragraph.childNodes);
    top.element.append(entry);
    item.paragraph.remove();
  }
}

function listFor(item: Item): HTMLElement {
  const numbered = NUMBERED.exec(item.marker);
  const list = item.paragraph.ownerDocument.createElement(numbered ? "ol" : "ul");
  const start = Number(numbered?.[1]);
  if (start > 1) {
    list.setAttribute("start", String(start));
  }
  return list;
}
