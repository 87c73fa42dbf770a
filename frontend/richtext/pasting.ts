/** What a paste brings: cleaned mark-up, pictures to be sent, or Markdown that may be read as such. */
import type { Editor } from "@tiptap/core";

import { send } from "../http";
import { looksLikeMarkdown } from "./markdown";
import { type Cleaned, cleanPaste } from "./paste/cleaner";
import { fileOf } from "./pictures";

const PICTURE = /^image\/(png|jpeg|gif|webp)$/;

export class Pasting {
  private written: { from: number; size: number; text: string } | null = null;

  constructor(
    private readonly editor: () => Editor,
    private readonly tell: (dropped: Cleaned["dropped"], markdown: boolean) => void,
    private readonly add: (files: File[]) => void,
  ) {}

  /** Cleaned mark-up for the editor; pictures that came with it follow by themselves. */
  transform(html: string): string {
    const { html: cleaned, dropped, pictures } = cleanPaste(html);
    this.tell(dropped, false);
    const files = pictures.map(fileOf).filter((file): file is File => file !== null);
    if (files.length > 0) {
      setTimeout(() => this.add(files));
    }
    return cleaned;
  }

  /** True when the paste is dealt with here: pictures alone. Office brings a picture beside its text; text wins. */
  paste(event: ClipboardEvent): boolean {
    const data = event.clipboardData;
    const text = data?.getData("text/plain") ?? "";
    const files = [...(data?.files ?? [])].filter((file) => PICTURE.test(file.type));
    if (files.length > 0 && !text && !/<(table|p|h\d|li)\b/i.test(data?.getData("text/html") ?? "")) {
      this.add(files);
      return true;
    }
    if (text && !data?.getData("text/html") && looksLikeMarkdown(text)) {
      this.remember(text);
    }
    return false;
  }

  drop(event: DragEvent): boolean {
    const files = [...(event.dataTransfer?.files ?? [])].filter((file) => PICTURE.test(file.type));
    if (files.length > 0) {
      event.preventDefault();
      this.add(files);
    }
    return files.length > 0;
  }

  /** Put the text that was pasted last in again, read as Markdown; addresses of pictures that are missing. */
  async readAsMarkdown(): Promise<string[]> {
    const written = this.written;
    this.written = null;
    if (!written) {
      return [];
    }
    const body = { text: written.text };
    const { html, missing } = await send<{ html: string; missing: string[] }>("POST", "/api/markdown", { body });
    const editor = this.editor();
    const grown = editor.state.doc.content.size - written.size;
    const range = { from: written.from, to: Math.min(written.from + grown, editor.state.doc.content.size) };
    editor.chain().focus().deleteRange(range).insertContent(html).run();
    return missing;
  }

  private remember(text: string): void {
    const { state } = this.editor();
    const { from, to } = state.selection;
    this.written = { from, size: state.doc.content.size - (to - from), text };
    setTimeout(() => this.tell({}, true));
  }
}
