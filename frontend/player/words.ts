/** What is covered and what is missing, in the sentences that the server wrote. */
import { sentence } from "../states";
import type { Coverage } from "./sending";
import { clockTime, stretchWords, total } from "./times";

/** `seen` takes {seen} and {all}; `missing` takes {stretches}; `more` takes {stretches} and {count}. */
export interface CoveragePatterns {
  seen: string;
  missing: string;
  more: string;
  /** What stands between two stretches. */
  between: string;
}

const STRETCHES_NAMED = 4;

export function coverageWords(coverage: Coverage, duration: number, patterns: CoveragePatterns): string {
  const { covered, missing } = coverage;
  const words = sentence(patterns.seen, { seen: clockTime(total(covered)), all: clockTime(duration) });
  if (missing.length === 0) {
    return words;
  }
  const named = missing.slice(0, STRETCHES_NAMED).map(stretchWords).join(patterns.between);
  const count = missing.length - STRETCHES_NAMED;
  const stretches = count > 0 ? sentence(patterns.more, { stretches: named, count: String(count) }) : named;
  const gap = words.endsWith("。") ? "" : " ";
  return words + gap + sentence(patterns.missing, { stretches });
}
