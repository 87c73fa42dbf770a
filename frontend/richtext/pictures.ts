/** Pictures on their way to the server, and how they are seen in the editor. */
import type { NodeViewRenderer } from "@tiptap/core";

import { csrfToken, Problem, problemOf, send, Unreachable } from "../http";

export interface Added {
  id: string;
  state: string;
  failure: string;
  address: string;
}

const ASK_AGAIN_MS = 1000;
const PATIENCE = 30;
const known = new Map<string, Promise<Added>>();

/** Send a picture; resolves once it can be shown. Rejects with a sentence for people as the message. */
export async function upload(url: string, file: File): Promise<Added> {
  const body = new FormData();
  body.append("file", file, file.name || "picture.png");
  const headers = { Accept: "application/json", "X-CSRFToken": csrfToken() };
  let response: Response;
  try {
    response = await fetch(url, { method: "POST", body, headers, credentials: "same-origin" });
  } catch (error) {
    throw new Unreachable(String(error));
  }
  if (!response.ok) {
    throw await problemOf(response);
  }
  const added = await settled(url, (await response.json()) as Added);
  known.set(added.id, Promise.resolve(added));
  return added;
}

/** How a picture of the text fares; asked once. */
export function fetchPicture(url: string, id: string): Promise<Added> {
  const asked = known.get(id) ?? send<Added>("GET", `${url}/${id}`).then((added) => settled(url, added));
  known.set(id, asked);
  asked.catch(() => known.delete(id));
  return asked;
}

async function settled(url: string, added: Added): Promise<Added> {
  let now = added;
  for (let turn = 0; turn < PATIENCE && !["ready", "failed"].includes(now.state); turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
    now = await send<Added>("GET", `${url}/${added.id}`);
  }
  if (now.state !== "ready" || !now.address) {
    throw new Problem(422, "picture", now.failure);
  }
  return now;
}

/** A picture that came as data within a paste. */
export function fileOf(data: string): File | null {
  const found = /^data:(image\/(\w+));base64,(.+)$/.exec(data);
  if (!found?.[1] || !found[3]) {
    return null;
  }
  try {
    const bytes = Uint8Array.from(atob(found[3]), (letter) => letter.charCodeAt(0));
    return new File([bytes], `picture.${found[2]}`, { type: found[1] });
  } catch {
    return null;
  }
}

export interface PictureWords {
  describe: string;
  decoration: string;
  undescribed: string;
}

export function figureView(url: string, words: PictureWords, describe: (position: number) => void): NodeViewRenderer {
  return ({ node, getPos }) => {
    const dom = document.createElement("figure");
    const image = dom.appendChild(document.createElement("img"));
    const button = dom.appendChild(document.createElement("button"));
    const contentDOM = dom.appendChild(document.createElement("figcaption"));
    button.type = "button";
    button.className = "describe";
    button.contentEditable = "false";
    button.addEventListener("click", () => {
      const position = getPos();
      if (position !== undefined) {
        describe(position);
      }
    });
    const draw = (attrs: Record<string, unknown>): void => {
      const alt = attrs.alt as string | null;
      image.alt = alt ?? words.undescribed;
      button.textContent = alt === null ? words.undescribed : `${words.describe}: ${alt || words.decoration}`;
      button.toggleAttribute("data-missing", alt === null);
      if (image.dataset.asset !== attrs.asset) {
        image.dataset.asset = attrs.asset as string;
        fetchPicture(url, attrs.asset as string).then(
          (added) => {
            image.src = added.address;
          },
          () => dom.setAttribute("data-wrong", ""),
        );
      }
    };
    draw(node.attrs);
    return {
      dom,
      contentDOM,
      ignoreMutation: (mutation) => !contentDOM.contains(mutation.target),
      stopEvent: (event) => event.target === button,
      update: (updated) => {
        if (updated.type !== node.type) {
          return false;
        }
        draw(updated.attrs);
        return true;
      },
    };
  };
}
