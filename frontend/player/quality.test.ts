import { describe, expect, it } from "vitest";

import { AUTOMATIC, chosenRung, rungName, rungWords } from "./quality";

const RUNGS = [360, 540, 720].map((short) => ({ short, bitsPerSecond: short * 1000 }));
const PATTERNS = {
  rung: "{name}, {size} MB",
  low: "low {height}",
  standard: "standard {height}",
  high: "high {height}",
  highest: "highest {height}",
};

describe("the rendition that is loaded", () => {
  it("is left to the network until somebody chooses", () => {
    expect(chosenRung(RUNGS, { short: null, saver: false })).toBe(AUTOMATIC);
    expect(chosenRung([], { short: 720, saver: true })).toBe(AUTOMATIC);
  });

  it("is the chosen one, or the nearest below it that this recording has", () => {
    expect(chosenRung(RUNGS, { short: 540, saver: false })).toBe(1);
    expect(chosenRung(RUNGS, { short: 1080, saver: false })).toBe(2);
    expect(chosenRung(RUNGS, { short: 240, saver: false })).toBe(0);
  });

  it("is the lowest while data are saved, whatever was chosen and however they are ordered", () => {
    expect(chosenRung(RUNGS, { short: 720, saver: true })).toBe(0);
    expect(chosenRung([...RUNGS].reverse(), { short: null, saver: true })).toBe(2);
  });
});

it("names a rendition and says what an hour of it costs", () => {
  const names = [240, 360, 540, 720, 1080].map((short) => rungName({ short, bitsPerSecond: 0 }, PATTERNS));
  expect(names).toEqual(["low 240", "low 360", "standard 540", "high 720", "highest 1080"]);
  expect(rungWords({ short: 360, bitsPerSecond: 364_000 }, PATTERNS)).toBe("low 360, 160 MB");
  expect(rungWords({ short: 360, bitsPerSecond: 30_000 }, PATTERNS)).toBe("low 360, 14 MB");
});
