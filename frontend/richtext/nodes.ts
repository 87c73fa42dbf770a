/** What an article has beyond paragraphs, lists and tables: boxes, terms, formulae and pictures. */
import { mergeAttributes, Node } from "@tiptap/core";

export const CALLOUTS = ["note", "important", "example"] as const;

export const Callout = Node.create({
  name: "callout",
  group: "block",
  content: "block+",
  defining: true,
  addAttributes() {
    return {
      kind: {
        default: "note",
        parseHTML: (element) => CALLOUTS.find((kind) => element.classList.contains(`callout-${kind}`)) ?? "note",
        renderHTML: ({ kind }) => ({ class: `callout-${kind}` }),
      },
    };
  },
  parseHTML: () => [{ tag: "aside" }],
  renderHTML: ({ HTMLAttributes }) => ["aside", HTMLAttributes, 0],
});

export const Terms = Node.create({
  name: "terms",
  group: "block",
  content: "(term | meaning)+",
  parseHTML: () => [{ tag: "dl" }],
  renderHTML: () => ["dl", 0],
});

export const Term = Node.create({
  name: "term",
  content: "inline*",
  parseHTML: () => [{ tag: "dt" }],
  renderHTML: () => ["dt", 0],
});

export const Meaning = Node.create({
  name: "meaning",
  content: "block+",
  parseHTML: () => [{ tag: "dd" }],
  renderHTML: () => ["dd", 0],
});

/** A formula is its LaTeX source; how it looks is asked of the server (`formula_view.ts`). */
const source = {
  default: "",
  parseHTML: (element: HTMLElement) => element.textContent ?? "",
  renderHTML: () => ({}),
};

export const FormulaInLine = Node.create({
  name: "formulaInLine",
  group: "inline",
  inline: true,
  atom: true,
  addAttributes: () => ({ source }),
  parseHTML: () => [{ tag: "code.formula", priority: 80 }],
  renderHTML: ({ node }) => ["code", { class: "formula" }, node.attrs.source as string],
  renderText: ({ node }) => node.attrs.source as string,
});

export const FormulaBlock = Node.create({
  name: "formulaBlock",
  group: "block",
  atom: true,
  addAttributes: () => ({ source }),
  parseHTML: () => [{ tag: "pre.formula", priority: 80, preserveWhitespace: "full" }],
  renderHTML: ({ node }) => ["pre", { class: "formula" }, node.attrs.source as string],
  renderText: ({ node }) => node.attrs.source as string,
});

/** A picture with the words below it. No `alt` (null): nobody has said what it shows; empty: decoration. */
export const Figure = Node.create({
  name: "figure",
  group: "block",
  content: "text*",
  marks: "bold italic",
  draggable: true,
  isolating: true,
  addAttributes() {
    return {
      asset: { default: "", parseHTML: assetOf, renderHTML: () => ({}) },
      alt: {
        default: null,
        parseHTML: (element) => element.querySelector("img")?.getAttribute("alt") ?? null,
        renderHTML: () => ({}),
      },
    };
  },
  parseHTML: () => [
    {
      tag: "figure",
      getAttrs: (element) => (assetOf(element) ? null : false),
      contentElement: (element) =>
        (element as HTMLElement).querySelector("figcaption") ?? document.createElement("figcaption"),
    },
  ],
  renderHTML({ node, HTMLAttributes }) {
    const alt = node.attrs.alt === null ? {} : { alt: node.attrs.alt as string };
    return [
      "figure",
      mergeAttributes(HTMLAttributes),
      ["img", { src: `asset:${node.attrs.asset}`, ...alt }],
      ["figcaption", 0],
    ];
  },
});

function assetOf(element: HTMLElement): string {
  return /^asset:([\w-]{12})$/.exec(element.querySelector("img")?.getAttribute("src") ?? "")?.[1] ?? "";
}
