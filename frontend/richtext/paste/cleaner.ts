/**
 * What is pasted from Word, Excel, WPS or a page becomes the few things that an article has. The server cleans once
 * more; this is for what the author sees, and for saying what was left out.
 */
import { parsed, rename, styleOf, unwrap, wordsOf, wrapInside } from "./dom";
import { restoreLists } from "./lists";
import { cleanTables } from "./tables";

export type Dropped = "pictures" | "footnotes" | "comments" | "drawings" | "looks";

export interface Cleaned {
  html: string;
  /** How many of each were left out; looks are counted as one. */
  dropped: Partial<Record<Dropped, number>>;
  /** Pictures that came as data with the text. */
  pictures: string[];
}

const GONE =
  "script, style, meta, link, title, xml, base, object, embed, iframe, form, input, button, select, svg, math";
const LOOKS = /(?:^|;)(?:color|background(?:-color)?|font-(?:family|size)|text-align|line-height|letter-spacing):/;
const KEPT: Record<string, string[]> = {
  A: ["href", "title"],
  IMG: ["src", "alt"],
  TH: ["colspan", "rowspan", "scope"],
  TD: ["colspan", "rowspan"],
  OL: ["start"],
  ASIDE: ["class"],
  CODE: ["class"],
  PRE: ["class"],
};
const BLOCK = "p, h1, h2, h3, h4, h5, h6, ul, ol, dl, table, blockquote, pre, aside, figure, div, hr";

export function cleanPaste(html: string): Cleaned {
  const body = parsed(html);
  const dropped: Cleaned["dropped"] = {};
  const drop = (what: Dropped, count: number): void => {
    if (count > 0) {
      dropped[what] = (dropped[what] ?? 0) + count;
    }
  };
  removeComments(body);
  drop(
    "footnotes",
    removeMarked(body, ["mso-element:footnote", "mso-element:endnote"], "mso-footnote-id", "mso-endnote-id"),
  );
  drop("comments", removeMarked(body, ["mso-element:comment"], "mso-comment-reference"));
  drop("drawings", removeForeign(body));
  drop("looks", [...body.querySelectorAll("[data-style], font")].some((element) => hasLooks(element)) ? 1 : 0);
  restoreLists(body);
  nameMarks(body);
  cleanTables(body);
  nameHeadings(body);
  const pictures = takePictures(body, drop);
  plainBlocks(body);
  strip(body);
  return { html: body.innerHTML.trim(), dropped, pictures };
}

function removeComments(body: Element): void {
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_COMMENT);
  const found: Node[] = [];
  while (walker.nextNode()) {
    found.push(walker.currentNode);
  }
  for (const comment of found) {
    comment.parentNode?.removeChild(comment);
  }
}

/** Notes of Word: the marks in the text and the lists at the end. How many marks there were. */
function removeMarked(body: Element, lists: string[], ...marks: string[]): number {
  let count = 0;
  for (const element of [...body.querySelectorAll("[data-style]")]) {
    const style = body.contains(element) ? styleOf(element) : "";
    if (lists.some((list) => style.includes(list))) {
      element.remove();
    } else if (marks.some((mark) => style.includes(mark))) {
      count += 1;
      element.remove();
    }
  }
  return count;
}

/** What is not HTML at all: Office's own elements. Those that hold words are opened, drawings are counted. */
function removeForeign(body: Element): number {
  let drawings = 0;
  for (const element of [...body.querySelectorAll("*")].reverse()) {
    const name = element.tagName.toLowerCase();
    if (name.startsWith("v:") || name.startsWith("w:sdt") || name === "svg" || name === "math") {
      drawings += name === "v:shape" || name === "svg" || name === "math" ? 1 : 0;
      name.startsWith("w:") ? unwrap(element) : element.remove();
    } else if (element.matches(GONE)) {
      element.remove();
    } else if (name.includes(":")) {
      unwrap(element);
    }
  }
  return drawings;
}

function hasLooks(element: Element): boolean {
  return element.tagName === "FONT" || LOOKS.test(styleOf(element));
}

/** Bold and the like stand in styles; the elements that say the same take their place. */
function nameMarks(body: Element): void {
  for (const element of [...body.querySelectorAll("span, font, b, i, u, td, th, p")]) {
    const style = styleOf(element);
    const names: string[] = [];
    if (/(?:^|;)font-weight:(bold|[6-9]00)/.test(style)) names.push("strong");
    if (/(?:^|;)font-style:italic/.test(style)) names.push("em");
    if (/(?:^|;)text-decoration[^;]*line-through/.test(style)) names.push("del");
    if (/(?:^|;)vertical-align:super/.test(style)) names.push("sup");
    if (/(?:^|;)vertical-align:sub(;|$)/.test(style)) names.push("sub");
    if (element.tagName === "B" && /(?:^|;)font-weight:(normal|400)/.test(style)) {
      unwrap(element);
      continue;
    }
    for (const name of wordsOf(element) ? names : []) {
      wrapInside(element, name);
    }
  }
}

/** The highest heading of what was pasted becomes one of the second level: the first is the article's title. */
function nameHeadings(body: Element): void {
  for (const paragraph of [...body.querySelectorAll("p")]) {
    const outline = /mso-outline-level:([1-6])/.exec(styleOf(paragraph));
    if (paragraph.classList.contains("MsoTitle")) {
      rename(paragraph, "h1");
    } else if (outline) {
      rename(paragraph, `h${outline[1]}`);
    }
  }
  const headings = [...body.querySelectorAll("h1, h2, h3, h4, h5, h6")];
  const highest = Math.min(6, ...headings.map((heading) => Number(heading.tagName[1])));
  for (const heading of headings) {
    const level = Math.min(4, Number(heading.tagName[1]) - highest + 2);
    const named = wordsOf(heading) ? rename(heading, `h${level}`) : null;
    for (const bold of named?.querySelectorAll("strong, b") ?? []) {
      unwrap(bold);
    }
    named ?? heading.remove();
  }
}

function takePictures(body: Element, drop: (what: Dropped, count: number) => void): string[] {
  const pictures: string[] = [];
  for (const picture of [...body.querySelectorAll("img")]) {
    const source = picture.getAttribute("src") ?? "";
    if (source.startsWith("asset:")) {
      continue;
    }
    if (/^data:image\/(png|jpe?g|gif|webp);base64,/.test(source)) {
      pictures.push(source);
    } else {
      drop("pictures", 1);
    }
    picture.remove();
  }
  return pictures;
}

/** A `div` is a paragraph, or nothing where it holds some; empty paragraphs were only there to make room. */
function plainBlocks(body: Element): void {
  for (const element of [
    ...body.querySelectorAll("div, section, article, center, main, header, footer, nav"),
  ].reverse()) {
    element.querySelector(BLOCK) ? unwrap(element) : rename(element, "p");
  }
  for (const element of [...body.querySelectorAll("span, font, u, ins, small, big, label, tt, o, abbr, cite")]) {
    unwrap(element);
  }
  for (const element of [...body.querySelectorAll("p, li")].reverse()) {
    if (!wordsOf(element) && !element.querySelector("img")) {
      element.remove();
    }
  }
}

function strip(body: Element): void {
  for (const element of body.querySelectorAll("*")) {
    for (const { name, value } of [...element.attributes]) {
      const kept =
        KEPT[element.tagName]?.includes(name) && !(name === "href" && !/^(https?:|mailto:)/i.test(value.trim()));
      const own = name !== "class" || /^(callout-(note|important|example)|formula)$/.test(value);
      if (!kept || !own) {
        element.removeAttribute(name);
      }
    }
    if (element.tagName === "A" && !element.hasAttribute("href")) {
      unwrap(element);
    }
  }
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode as Text;
    if (!text.parentElement?.closest("pre")) {
      text.data = text.data.replace(/[ \t\r\n\u00a0]+/g, " ");
    }
  }
}
