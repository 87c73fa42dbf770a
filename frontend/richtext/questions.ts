/** What the editor asks before it does something: where a link leads, what a picture shows, how a formula is written. */
import type { Editor } from "@tiptap/core";

import { Problem } from "../http";
import type { Answer, Dialogs } from "./dialogs";
import { mathml } from "./formula_view";
import { upload } from "./pictures";

const PREVIEW_MS = 300;

export class Questions {
  private timer: number | undefined;

  constructor(
    private readonly editor: Editor,
    private readonly dialogs: Dialogs,
    private readonly picturesUrl: string,
    private readonly say: (state: string, detail?: string) => void,
  ) {}

  ask(name: string): void {
    if (name === "link") {
      this.link();
    } else if (name === "formula") {
      this.formula();
    } else if (name === "caption") {
      this.caption();
    }
  }

  async link(): Promise<void> {
    const { editor } = this;
    const before = String(editor.getAttributes("link").href ?? "");
    const chosen = editor.state.selection.empty && !before ? "" : "selected";
    const answer = await this.dialogs.ask("link", { address: before || "https://" }, (given) =>
      given.act === "remove" || isAddress(given.address ?? "") ? "" : this.complaint("link"),
    );
    const chain = editor.chain().focus();
    if (!answer) {
      chain.run();
    } else if (answer.act === "remove") {
      chain.extendMarkRange("link").unsetLink().run();
    } else if (chosen) {
      chain
        .extendMarkRange("link")
        .setLink({ href: answer.address ?? "" })
        .run();
    } else {
      const href = answer.address ?? "";
      chain.insertContent({ type: "text", text: href, marks: [{ type: "link", attrs: { href } }] }).run();
    }
  }

  async caption(): Promise<void> {
    const answer = await this.dialogs.ask("caption", {
      words: String(this.editor.getAttributes("table").caption ?? ""),
    });
    const chain = this.editor.chain().focus();
    (answer ? chain.updateAttributes("table", { caption: (answer.words ?? "").trim() }) : chain).run();
  }

  /** A new formula where the cursor is, or the one at this position. */
  async formula(position?: number): Promise<void> {
    const { editor } = this;
    const node = position === undefined ? null : editor.state.doc.nodeAt(position);
    const before: Answer = {
      source: String(node?.attrs.source ?? ""),
      block: node?.type.name === "formulaBlock" ? "yes" : "",
    };
    const dialog = this.dialogOf("formula");
    const preview = (): void => {
      clearTimeout(this.timer);
      this.timer = window.setTimeout(() => this.preview(dialog), PREVIEW_MS);
    };
    dialog?.addEventListener("input", preview);
    preview();
    const answer = await this.dialogs.ask("formula", before, (given) =>
      (given.source ?? "").trim() ? "" : this.complaint("formula"),
    );
    dialog?.removeEventListener("input", preview);
    if (!answer) {
      editor.commands.focus();
      return;
    }
    const type = answer.block ? "formulaBlock" : "formulaInLine";
    const content = { type, attrs: { source: (answer.source ?? "").trim() } };
    const chain = editor.chain().focus();
    if (node && position !== undefined) {
      chain.insertContentAt({ from: position, to: position + node.nodeSize }, content).run();
    } else {
      chain.insertContent(content).run();
    }
  }

  /** Ask what each shows, send it, and put it where the cursor is. */
  async addPictures(files: File[]): Promise<void> {
    for (const file of files) {
      const answer = await this.dialogs.ask("picture", {}, (given) => this.undescribed(given));
      if (!answer) {
        continue;
      }
      this.say("sending");
      try {
        const added = await upload(this.picturesUrl, file);
        const attrs = { asset: added.id, alt: altOf(answer) };
        this.editor.chain().focus().insertContent({ type: "figure", attrs }).run();
        this.say("added");
      } catch (error) {
        this.say(error instanceof Problem && error.message ? "refused" : "unreachable", (error as Error).message);
      }
    }
  }

  async describe(position: number): Promise<void> {
    const node = this.editor.state.doc.nodeAt(position);
    if (node?.type.name !== "figure") {
      return;
    }
    const alt = node.attrs.alt as string | null;
    const before = { alt: alt ?? "", decoration: alt === "" ? "yes" : "" };
    const answer = await this.dialogs.ask("picture", before, (given) => this.undescribed(given));
    if (answer) {
      const { tr } = this.editor.state;
      this.editor.view.dispatch(tr.setNodeMarkup(position, null, { ...node.attrs, alt: altOf(answer) }));
    }
    this.editor.commands.focus();
  }

  private undescribed(given: Answer): string {
    return given.decoration || (given.alt ?? "").trim() ? "" : this.complaint("picture");
  }

  private dialogOf(name: string): HTMLElement | null {
    return this.editor.options.element instanceof Element
      ? (this.editor.options.element.closest("[data-controller]")?.querySelector(`[data-ask="${name}"]`) ?? null)
      : null;
  }

  /** The sentence that the page has for an answer that cannot be taken. */
  private complaint(name: string): string {
    return this.dialogOf(name)?.querySelector<HTMLElement>("[data-complaint]")?.dataset.complaint ?? "";
  }

  private async preview(dialog: HTMLElement | null): Promise<void> {
    const place = dialog?.querySelector<HTMLElement>("[data-preview]");
    if (!dialog || !place) {
      return;
    }
    const { source = "", block } = this.dialogs.read(dialog);
    place.textContent = "";
    this.dialogs.complain(dialog, "");
    if (!source.trim()) {
      return;
    }
    try {
      place.innerHTML = await mathml(source, block === "yes");
    } catch (error) {
      this.dialogs.complain(dialog, (error as Error).message);
    }
  }
}

function altOf(answer: Answer): string {
  return answer.decoration ? "" : (answer.alt ?? "").trim();
}

function isAddress(address: string): boolean {
  return /^https?:\/\/[^\s/.]+\.\S+$|^https?:\/\/localhost\b|^mailto:\S+@\S+$/i.test(address.trim());
}
