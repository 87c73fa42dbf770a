/** When a question on a timeline is due. Pure: seconds of the recording in, marks out. */
export interface Mark {
  item: string;
  /** Seconds of the recording. */
  at: number;
  required: boolean;
  settled: boolean;
}

/** Playing is told at least this often, even behind another window; more between two places is a jump. */
const LONGEST_STEP = 5;
/** Whoever goes to a question hears a little of what leads to it. */
const LEAD = 3;

/** The questions that playing from `before` to `now` reaches, in order; a jump reaches none, going back neither. */
export function reached(marks: readonly Mark[], before: number, now: number): Mark[] {
  if (now <= before || now - before > LONGEST_STEP) {
    return [];
  }
  return marks.filter((mark) => !mark.settled && mark.at > before && mark.at <= now);
}

/** Required questions that are still to be answered. */
export function left(marks: readonly Mark[]): Mark[] {
  return marks.filter((mark) => mark.required && !mark.settled);
}

/** Where to play on from to meet the first question that is still to be answered; null when none is. */
export function placeBeforeNext(marks: readonly Mark[]): number | null {
  const [first] = left(marks);
  return first ? Math.max(0, first.at - LEAD) : null;
}
