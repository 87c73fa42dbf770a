import { describe, expect, it } from "vitest";

import { clockTime, nextMissing } from "./times";
import { coverageWords } from "./words";

const PATTERNS = {
  seen: "Seen {seen} of {all}.",
  missing: "Not yet: {stretches}.",
  more: "{stretches} and {count} more",
  between: ", ",
};

describe("words about coverage", () => {
  it("names the missing stretches as people read times", () => {
    const coverage = { covered: [[0, 212] as const], missing: [[212, 260] as const], percent: 59, complete: false };
    expect(coverageWords(coverage, 684, PATTERNS)).toBe("Seen 3:32 of 11:24. Not yet: 3:32–4:20.");
  });

  it("leaves no space after a Chinese full stop", () => {
    const chinese = { ...PATTERNS, seen: "已看 {seen}，共 {all}。", missing: "还没看：{stretches}。" };
    const coverage = { covered: [], missing: [[0, 60] as const], percent: 0, complete: false };
    expect(coverageWords(coverage, 60, chinese)).toBe("已看 0:00，共 1:00。还没看：0:00–1:00。");
  });

  it("names four stretches and counts the rest", () => {
    const missing = [0, 10, 20, 30, 40, 50].map((from) => [from, from + 5] as const);
    const words = coverageWords({ covered: [], missing, percent: 0, complete: false }, 60, PATTERNS);
    expect(words).toContain("0:30–0:35 and 2 more.");
  });

  it("says nothing of missing parts when there are none", () => {
    expect(coverageWords({ covered: [[0, 60]], missing: [], percent: 100, complete: true }, 60, PATTERNS)).toBe(
      "Seen 1:00 of 1:00.",
    );
  });
});

describe("the way to what is unseen", () => {
  const missing = [[30, 40] as const, [80, 90] as const];

  it("goes to the next missing stretch", () => expect(nextMissing(missing, 50)).toBe(80));
  it("stays where it is within one", () => expect(nextMissing(missing, 85)).toBe(85));
  it("begins again after the last one", () => expect(nextMissing(missing, 95)).toBe(30));
  it("knows when nothing is missing", () => expect(nextMissing([], 95)).toBeNull());
  it("writes hours only when there are some", () =>
    expect([clockTime(59.9), clockTime(3729)]).toEqual(["0:59", "1:02:09"]));
});
