import { expect, it } from "vitest";

import { inWholeUnits, Pace, sizeInWords } from "./pace";

it("says nothing before it has seen two seconds", () => {
  const pace = new Pace();
  pace.note(0, 0);
  pace.note(1000, 500);
  expect(pace.perSecond).toBeNull();
  expect(pace.timeFor(1000)).toBeNull();
});

it("goes by the last seconds only", () => {
  const pace = new Pace();
  for (let second = 0; second <= 20; second += 1) {
    pace.note(second <= 10 ? second * 1_000_000 : 10_000_000 + (second - 10) * 1000, second * 1000);
  }
  expect(pace.perSecond).toBe(1000);
  expect(pace.timeFor(60_000)).toEqual({ unit: "minutes", number: 1 });
});

it("begins again after a pause and after a lost piece", () => {
  const pace = new Pace();
  pace.note(0, 0);
  pace.note(4_000_000, 4000);
  pace.note(2_000_000, 5000);
  expect(pace.perSecond).toBeNull();
  pace.note(4_000_000, 7000);
  expect(pace.perSecond).toBe(1_000_000);
});

it.each([
  [0, "seconds", 1],
  [59, "seconds", 59],
  [61, "minutes", 2],
  [5400, "minutes", 90],
  [5401, "hours", 2],
])("%s seconds are told in whole %s", (seconds, unit, number) => {
  expect(inWholeUnits(seconds)).toEqual({ unit, number });
});

it.each([
  [0, "0 B"],
  [1023, "1,023 B"],
  [1024, "1 KB"],
  [3.2 * 1024 ** 3, "3.2 GB"],
  [5 * 1024 ** 2, "5.0 MB"],
])("%s bytes read %s", (bytes, words) => {
  expect(sizeInWords(bytes, "en")).toBe(words);
});
