/** The tools: pressed or not, one tab stop for all of them, arrows from one to the next. */
import type { Editor } from "@tiptap/core";

import { blockOf, COMMANDS } from "./commands";

export class Toolbar {
  constructor(
    private readonly bar: HTMLElement,
    private readonly tableTools: HTMLElement,
    private readonly blocks: HTMLSelectElement,
  ) {
    for (const group of [bar, tableTools]) {
      group.addEventListener("keydown", (event) => this.walk(group, event));
      group.addEventListener("focusin", (event) => this.remember(group, event.target as HTMLElement));
      this.remember(group, this.tools(group)[0]);
    }
  }

  draw(editor: Editor): void {
    for (const button of this.bar.querySelectorAll<HTMLButtonElement>("[data-command]")) {
      const pressed = COMMANDS[button.dataset.command ?? ""]?.pressed;
      if (pressed) {
        button.setAttribute("aria-pressed", String(pressed(editor)));
      }
    }
    const link = this.bar.querySelector('[data-dialog="link"]');
    link?.setAttribute("aria-pressed", String(editor.isActive("link")));
    this.blocks.value = blockOf(editor);
    this.tableTools.hidden = !editor.isActive("table");
  }

  private tools(group: HTMLElement): HTMLElement[] {
    return [...group.querySelectorAll<HTMLElement>("button, select")];
  }

  private remember(group: HTMLElement, current: HTMLElement | undefined): void {
    for (const tool of this.tools(group)) {
      tool.tabIndex = tool === current ? 0 : -1;
    }
  }

  private walk(group: HTMLElement, event: KeyboardEvent): void {
    const tools = this.tools(group);
    const here = tools.indexOf(event.target as HTMLElement);
    const places: Record<string, number> = {
      ArrowRight: (here + 1) % tools.length,
      ArrowLeft: (here - 1 + tools.length) % tools.length,
      Home: 0,
      End: tools.length - 1,
    };
    const place = places[event.key];
    if (place !== undefined && here >= 0) {
      event.preventDefault();
      tools[place]?.focus();
    }
  }
}
