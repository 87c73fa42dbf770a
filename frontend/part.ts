/** A part of a page that the server writes: fetched by itself, and put into a frame of the page that is open. */
import { csrfToken, Unreachable } from "./http";

export interface Part {
  html: string;
  /** The form was refused and stands in the part with its reasons, or something else went wrong. */
  refused: boolean;
}

/** GET, or POST with a form's fields. Throws `Unreachable` when there is no answer. */
export async function fetchPart(url: string, fields: FormData | null = null): Promise<Part> {
  const headers: Record<string, string> = { Accept: "text/html", "X-Part": "1" };
  const request: RequestInit = { headers, credentials: "same-origin" };
  if (fields) {
    headers["X-CSRFToken"] = csrfToken();
    request.method = "POST";
    request.body = fields;
  }
  let response: Response;
  try {
    response = await fetch(url, request);
  } catch (error) {
    throw new Unreachable(String(error));
  }
  // A sign-in page, or the page of an error, is no part of this one.
  const html = await response.text();
  if (/<html[\s>]/i.test(html)) {
    throw new Unreachable(`${response.status}`);
  }
  return { html, refused: !response.ok };
}

/** Put the part into the frame in place of what stands there. Markup of our own server; scripts in it never run. */
export function show(frame: Element, html: string): void {
  const template = document.createElement("template");
  template.innerHTML = html;
  frame.replaceChildren(template.content);
}

/** Call once when the element comes near the screen; returns how to stop waiting. */
export function whenNear(element: Element, act: () => void): () => void {
  const observer = new IntersectionObserver(
    (entries) => {
      if (entries.some((entry) => entry.isIntersecting)) {
        observer.disconnect();
        act();
      }
    },
    { rootMargin: "400px" },
  );
  observer.observe(element);
  return () => observer.disconnect();
}
