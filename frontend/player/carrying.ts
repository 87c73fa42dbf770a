/**
 * Brings to the server what was watched in lectures that are not open: in an aeroplane, before a sign-out, in a tab
 * that was closed. Every page of the member does it, so nobody has to come back to the lecture for it.
 */
import { waitingChannels } from "../outbox";
import { BeatSender } from "./sending";

const SILENT = { coverage: () => undefined, state: () => undefined, expired: () => undefined };

/** `open` is the lecture of this page, whose own player sends its beats and shows what became of them. */
export async function carry(member: string, open = "", url = "/beats"): Promise<void> {
  const lectures = await waitingChannels(member, "beats");
  for (const lecture of lectures.filter((waiting) => waiting !== open)) {
    await new BeatSender(url, member, lecture, SILENT).flush();
  }
}
