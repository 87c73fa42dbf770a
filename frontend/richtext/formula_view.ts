/** A formula in the editor: set by the server, with its source where that cannot be done. */
import type { NodeViewRenderer } from "@tiptap/core";

import { send } from "../http";

const set = new Map<string, Promise<string>>();

/** MathML of the source; rejects with an error whose message says what is wrong. */
export function mathml(source: string, block: boolean): Promise<string> {
  const key = `${block ? "b" : "i"}${source}`;
  const asked =
    set.get(key) ??
    send<{ mathml: string; complaint: string }>("POST", "/api/formulas", { body: { source, block } }).then((answer) => {
      if (answer.complaint) {
        throw new Error(answer.complaint);
      }
      return answer.mathml;
    });
  set.set(key, asked);
  asked.catch(() => set.delete(key));
  return asked;
}

/** Put a formula into an element. The server has cleaned it, so it is the one mark-up that is taken as it comes. */
export async function show(element: HTMLElement, source: string, block: boolean): Promise<void> {
  element.textContent = source;
  element.innerHTML = await mathml(source, block);
}

export function formulaView(block: boolean, edit: (position: number) => void): NodeViewRenderer {
  return ({ node, getPos }) => {
    const dom = document.createElement(block ? "div" : "span");
    dom.className = "formula";
    dom.addEventListener("dblclick", () => {
      const position = getPos();
      if (position !== undefined) {
        edit(position);
      }
    });
    const draw = (source: string): void => {
      dom.dataset.source = source;
      show(dom, source, block).catch(() => {
        dom.dataset.wrong = "";
      });
    };
    draw(node.attrs.source as string);
    return {
      dom,
      update: (updated) => {
        if (updated.type !== node.type) {
          return false;
        }
        if (updated.attrs.source !== dom.dataset.source) {
          delete dom.dataset.wrong;
          draw(updated.attrs.source as string);
        }
        return true;
      },
    };
  };
}
