/** Asks how an asset fares until it is ready or has failed. */
import { Backoff } from "../backoff";
import { Problem, send } from "../http";

export interface AssetStatus {
  state: string;
  progress_percent: number;
  failure: string;
  /** Why it waits, and how long the work will still take: sentences of the server, empty when there is nothing to say. */
  delay: string;
  remaining: string;
}

const EVERY_MS = 2000;

/** Returns what stops asking. `tell` hears every answer, the last one is `ready` or `failed`. */
export function followAsset(url: string, tell: (status: AssetStatus) => void): () => void {
  const backoff = new Backoff(EVERY_MS, 30_000);
  let timer: number | undefined;
  let stopped = false;
  const ask = async () => {
    let wait: number | null = EVERY_MS;
    try {
      const status = await send<AssetStatus>("GET", url);
      if (stopped) {
        return;
      }
      tell(status);
      backoff.succeeded();
      wait = status.state === "ready" || status.state === "failed" ? null : EVERY_MS;
    } catch (error) {
      // Gone or not ours: asking again would not help.
      wait = error instanceof Problem && !error.passing ? null : backoff.next();
    }
    if (wait !== null && !stopped) {
      timer = window.setTimeout(ask, wait);
    }
  };
  ask();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
