import { describe, expect, it } from "vitest";

import { left, type Mark, placeBeforeNext, reached } from "./due";

const mark = (item: string, at: number, more: Partial<Mark> = {}): Mark => ({
  item,
  at,
  required: true,
  settled: false,
  ...more,
});
const MARKS = [mark("a", 10), mark("b", 10.2), mark("c", 30, { settled: true }), mark("d", 40, { required: false })];
const items = (marks: Mark[]) => marks.map(({ item }) => item);

describe("a question on a timeline", () => {
  it("is due when playing reaches its moment, together with those beside it", () => {
    expect(items(reached(MARKS, 9.9, 10.25))).toEqual(["a", "b"]);
    expect(items(reached(MARKS, 9.8, 10))).toEqual(["a"]);
    expect(items(reached(MARKS, 10, 10.25))).toEqual(["b"]);
  });

  it("at the very beginning is due with the first second", () => {
    expect(items(reached([mark("first", 0)], -1, 0.2))).toEqual(["first"]);
  });

  it("is not due when one jumps over it or goes back", () => {
    expect(reached(MARKS, 2, 50)).toEqual([]);
    expect(reached(MARKS, 12, 9)).toEqual([]);
    expect(reached(MARKS, 10, 10)).toEqual([]);
  });

  it("is never due once it is settled, and is offered without being required", () => {
    expect(reached(MARKS, 29, 31)).toEqual([]);
    expect(items(reached(MARKS, 39, 41))).toEqual(["d"]);
  });

  it("is counted while it is required and open, and one goes to the first with a little before it", () => {
    expect(items(left(MARKS))).toEqual(["a", "b"]);
    expect(placeBeforeNext(MARKS)).toBe(7);
    expect(placeBeforeNext([mark("first", 1)])).toBe(0);
    expect(placeBeforeNext([mark("done", 1, { settled: true })])).toBeNull();
  });
});
