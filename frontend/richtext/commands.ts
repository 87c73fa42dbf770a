/** What the tools do, by the names that stand in the page (`courses/studio/rich_text.html`). */
import type { ChainedCommands, Editor } from "@tiptap/core";

import { CALLOUTS } from "./nodes";

export interface Command {
  run: (chain: ChainedCommands, editor: Editor) => ChainedCommands;
  /** Whether it is pressed now; commands without it are never pressed. */
  pressed?: (editor: Editor) => boolean;
  /** Only within tables, and shown there alone. */
  table?: boolean;
}

const mark = (name: string): Command => ({
  run: (chain) => chain.toggleMark(name),
  pressed: (editor) => editor.isActive(name),
});

const table = (name: keyof ChainedCommands): Command => ({
  run: (chain) => (chain[name] as () => ChainedCommands)(),
  table: true,
});

export const COMMANDS: Record<string, Command> = {
  bold: mark("bold"),
  italic: mark("italic"),
  strike: mark("strike"),
  subscript: mark("subscript"),
  superscript: mark("superscript"),
  code: mark("code"),
  bullets: { run: (chain) => chain.toggleBulletList(), pressed: (editor) => editor.isActive("bulletList") },
  numbers: { run: (chain) => chain.toggleOrderedList(), pressed: (editor) => editor.isActive("orderedList") },
  quotation: { run: (chain) => chain.toggleBlockquote(), pressed: (editor) => editor.isActive("blockquote") },
  verbatim: { run: (chain) => chain.toggleCodeBlock(), pressed: (editor) => editor.isActive("codeBlock") },
  rule: { run: (chain) => chain.setHorizontalRule() },
  table: { run: (chain) => chain.insertTable({ rows: 3, cols: 3, withHeaderRow: true }) },
  undo: { run: (chain) => chain.undo() },
  redo: { run: (chain) => chain.redo() },
  rowAbove: table("addRowBefore"),
  rowBelow: table("addRowAfter"),
  columnBefore: table("addColumnBefore"),
  columnAfter: table("addColumnAfter"),
  deleteRow: table("deleteRow"),
  deleteColumn: table("deleteColumn"),
  deleteTable: table("deleteTable"),
  headerRow: table("toggleHeaderRow"),
  headerColumn: table("toggleHeaderColumn"),
  joinCells: table("mergeOrSplit"),
};

/** The kinds of block to choose from: "text", "2" to "4" for headings, and the boxes. */
export function blockOf(editor: Editor): string {
  const box = CALLOUTS.find((kind) => editor.isActive("callout", { kind }));
  const level = [2, 3, 4].find((one) => editor.isActive("heading", { level: one }));
  return level ? String(level) : (box ?? "text");
}

export function setBlock(editor: Editor, block: string): void {
  const chain = editor.chain().focus();
  const box = CALLOUTS.find((kind) => kind === block);
  if (box) {
    const boxed = editor.isActive("callout")
      ? chain.updateAttributes("callout", { kind: box })
      : chain.wrapIn("callout", { kind: box });
    boxed.run();
  } else if (block === "text") {
    (editor.isActive("callout") ? chain.setParagraph().lift("callout") : chain.setParagraph()).run();
  } else {
    chain.setHeading({ level: Number(block) as 2 | 3 | 4 }).run();
  }
}
