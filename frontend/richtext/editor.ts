/** The editor of an article: ProseMirror by way of Tiptap, with exactly the vocabulary that the server keeps. */
import { Editor, type NodeViewRenderer } from "@tiptap/core";
import Subscript from "@tiptap/extension-subscript";
import Superscript from "@tiptap/extension-superscript";
import StarterKit from "@tiptap/starter-kit";

import { formulaView } from "./formula_view";
import { Callout, Figure, FormulaBlock, FormulaInLine, Meaning, Term, Terms } from "./nodes";
import { figureView, type PictureWords } from "./pictures";
import { TABLES, withHeads } from "./tables";

export interface Making {
  element: HTMLElement;
  html: string;
  attributes: Record<string, string>;
  picturesUrl: string;
  words: PictureWords;
  describe: (position: number) => void;
  editFormula: (position: number) => void;
  transform: (html: string) => string;
  paste: (event: ClipboardEvent) => boolean;
  drop: (event: DragEvent) => boolean;
  key: (event: KeyboardEvent) => boolean;
  changed: () => void;
  moved: () => void;
}

function viewed<T extends { extend: (config: { addNodeView: () => NodeViewRenderer }) => unknown }>(
  node: T,
  view: NodeViewRenderer,
): T {
  return node.extend({ addNodeView: () => view }) as T;
}

export function makeEditor(making: Making): Editor {
  return new Editor({
    element: making.element,
    content: making.html,
    // A style element of its own would offend the page's policy; `richtext.css` has what is needed.
    injectCSS: false,
    extensions: [
      StarterKit.configure({
        underline: false,
        heading: { levels: [2, 3, 4] },
        link: { openOnClick: false, HTMLAttributes: { rel: null, target: null, class: null } },
      }),
      Subscript,
      Superscript,
      ...TABLES,
      Callout,
      Terms,
      Term,
      Meaning,
      viewed(FormulaInLine, formulaView(false, making.editFormula)),
      viewed(FormulaBlock, formulaView(true, making.editFormula)),
      viewed(Figure, figureView(making.picturesUrl, making.words, making.describe)),
    ],
    editorProps: {
      attributes: making.attributes,
      transformPastedHTML: making.transform,
      handlePaste: (_view, event) => making.paste(event),
      handleDrop: (_view, event) => making.drop(event),
      handleKeyDown: (_view, event) => making.key(event),
    },
    onUpdate: making.changed,
    onTransaction: making.moved,
  });
}

/** What the text area gets: an empty text is none at all, not an empty paragraph. */
export function htmlOf(editor: Editor): string {
  const { doc } = editor.state;
  const first = doc.firstChild;
  const empty = doc.childCount === 1 && first?.type.name === "paragraph" && first.content.size === 0;
  return empty ? "" : withHeads(editor.getHTML());
}
