/** Asks the server why a recording does not come: media elements and hls.js see a number at most. */
import type { Trouble } from "./stream";

/** `null`: the playlist is there, so the fault lies elsewhere. */
export type Answer = Trouble | null;

const SIGNED_OUT = "sign-in-required";

export async function askWhy(address: string): Promise<Answer> {
  let response: Response;
  try {
    response = await fetch(address, { credentials: "same-origin", cache: "no-store" });
  } catch {
    return { kind: "network" };
  }
  if (response.ok) {
    return null;
  }
  return troubleOf(response.status, await response.json().catch(() => ({})));
}

/** What a refusal of this status with this problem document means for somebody who watches. Pure. */
export function troubleOf(status: number, body: { code?: string; detail?: string }): Trouble {
  if (status === 401 || (status === 403 && (body.code === SIGNED_OUT || !body.detail))) {
    return { kind: "signed-out" };
  }
  if (status === 403) {
    return { kind: "closed", reason: body.detail ?? "" };
  }
  if (status === 404 || status === 410) {
    return { kind: "gone" };
  }
  return { kind: "network" };
}
