/** Before the first byte travels: what still fits, and which uploads were begun and not finished, on any device. */
import { send } from "../http";

export interface Unfinished {
  url: string;
  file_name: string;
  size: number;
  /** `File.lastModified` of the file that was chosen then, as text. */
  modified: string;
  organisation: string;
}

export interface Room {
  largest: number;
  free: number;
  unfinished: Unfinished[];
}

/** Null when nobody answers: then the upload itself will be told, or waits for the network. */
export async function askForRoom(url: string, organisation: string): Promise<Room | null> {
  try {
    return await send<Room>("GET", `${url}?organisation=${encodeURIComponent(organisation)}`);
  } catch {
    return null;
  }
}

/** Where this very file was begun earlier. All must agree: another file's bytes must never follow the first one's. */
export function earlierUpload(room: Room | null, file: File, organisation: string): string | null {
  const same = room?.unfinished.find(
    (begun) =>
      begun.file_name === file.name &&
      begun.size === file.size &&
      begun.modified === String(file.lastModified) &&
      begun.organisation === organisation,
  );
  return same?.url ?? null;
}
