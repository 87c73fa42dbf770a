/** Requests to our own server: JSON both ways, the CSRF token, and refusals as typed problems. */

/** A refusal in the form of RFC 9457. `code` is for deciding, `message` is a sentence for people. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly retryAfterMs: number | null = null,
  ) {
    super(detail);
  }

  /** True when the same request may succeed later without anything changing here. */
  get passing(): boolean {
    return this.status === 429 || this.status >= 500;
  }
}

/** The server was not reached at all. */
export class Unreachable extends Error {}

interface Options {
  body?: unknown;
  /** Let the request outlive the page; browsers allow 64 KiB for all of them together. */
  keepalive?: boolean;
}

/** Throws `Problem` when the server refuses and `Unreachable` when there is no answer. */
export async function send<T>(method: string, url: string, options: Options = {}): Promise<T> {
  const headers: Record<string, string> = { Accept: "application/json" };
  const request: RequestInit = { method, headers, credentials: "same-origin" };
  if (options.body !== undefined) {
    headers["Content-Type"] = "application/json";
    request.body = JSON.stringify(options.body);
  }
  if (method !== "GET") {
    headers["X-CSRFToken"] = csrfToken();
  }
  if (options.keepalive) {
    request.keepalive = true;
  }
  let response: Response;
  try {
    response = await fetch(url, request);
  } catch (error) {
    throw new Unreachable(String(error));
  }
  if (response.status === 401) {
    // `session_controller.ts` tells the person; what waits on the device stays there.
    window.dispatchEvent(new Event("school:signed-out"));
  }
  if (!response.ok) {
    throw await problemOf(response);
  }
  return (response.status === 204 ? undefined : await response.json()) as T;
}

/**
 * The token of this moment: signing in again, in another tab, changes it, and what waits on this page must not be
 * refused for the one that the page carries (`base.html`).
 */
export function csrfToken(): string {
  const kept = /(?:^|;\s*)school_csrf=([^;]+)/.exec(document.cookie)?.[1];
  if (kept) {
    return kept;
  }
  return document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? "";
}

export async function problemOf(response: Response): Promise<Problem> {
  const retryAfterMs = retryAfter(response.headers.get("Retry-After"));
  try {
    const body = (await response.json()) as { code?: string; detail?: string };
    return new Problem(response.status, body.code ?? "error", body.detail ?? "", retryAfterMs);
  } catch {
    // A proxy answered in its own words; the status is all there is.
    return new Problem(response.status, "error", "", retryAfterMs);
  }
}

/** Milliseconds to wait; the header holds seconds or a date. */
export function retryAfter(header: string | null, now: number = Date.now()): number | null {
  if (!header) {
    return null;
  }
  const seconds = Number(header);
  if (Number.isFinite(seconds)) {
    return Math.max(0, seconds * 1000);
  }
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
