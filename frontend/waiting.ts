/**
 * A note on the device that beats of this member may wait in the outbox, so that every page knows without opening the
 * outbox. It is a hint: a note too many costs one look, and where there is no store every lecture still sends its own.
 */
const name = (member: string) => `school.beats.${member}`;

export function noteWaiting(member: string): void {
  try {
    localStorage.setItem(name(member), "1");
  } catch {
    // A private window, or a full disk.
  }
}

export function noteSettled(member: string): void {
  try {
    localStorage.removeItem(name(member));
  } catch {
    // As above.
  }
}

export function mayWait(member: string): boolean {
  try {
    return localStorage.getItem(name(member)) !== null;
  } catch {
    return false;
  }
}
