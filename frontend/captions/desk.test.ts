import { expect, test } from "vitest";
import { Desk } from "./desk";
import type { Cue } from "./text";

function cue(start: number, end: number, text: string): Cue {
  return { start, end, text, identifier: "", settings: "" };
}

function desk(): Desk {
  return new Desk([cue(0, 1000, "甲乙丙丁"), cue(2000, 3000, "戊")]);
}

function shown(it: Desk): string[] {
  return it.cues.map((each) => `${each.start}-${each.end} ${each.text}`);
}

test("a new caption lasts two seconds, or until the next", () => {
  const it = desk();
  it.add(1500);
  expect(shown(it)[1]).toBe("1500-2000 ");
  it.add(5000);
  expect([shown(it)[3], it.selected]).toEqual(["5000-7000 ", 3]);
});

test("splitting shares the time by the text, joining takes both", () => {
  const it = desk();
  it.split(1);
  expect(shown(it)).toEqual(["0-250 甲", "250-1000 乙丙丁", "2000-3000 戊"]);
  it.select(0);
  it.merge();
  expect(shown(it)[0]).toBe("0-1000 甲\n乙丙丁");
  it.select(1);
  it.merge();
  it.split(0);
  expect(it.cues.length).toBe(2);
});

test("captions stay in the order of time, and the moved one stays selected", () => {
  const it = desk();
  it.setTimes(0, { start: 4000, end: 5000 });
  expect([shown(it)[1], it.selected]).toEqual(["4000-5000 甲乙丙丁", 1]);
  it.nudge(-100);
  expect(shown(it)[1]).toBe("3900-4900 甲乙丙丁");
  it.select(0);
  it.nudge(-9000);
  expect(shown(it)[0]).toBe("2000-3000 戊");
});

test("every change can be undone and done again; typing is one step", () => {
  const it = desk();
  it.type(0, "甲");
  it.type(0, "甲乙");
  it.remove();
  expect(it.cues.length).toBe(1);
  it.undo();
  it.undo();
  expect(shown(it)).toEqual(shown(desk()));
  expect(it.canUndo).toBe(false);
  it.redo();
  expect(shown(it)[0]).toBe("0-1000 甲乙");
  it.type(1, "己");
  expect(it.canRedo).toBe(false);
});

test("the caption shown is the last one that began", () => {
  const it = new Desk([cue(0, 9000, "甲"), cue(1000, 2000, "乙")]);
  expect([500, 1500, 2500, 9500].map((ms) => it.at(ms))).toEqual([0, 1, 0, -1]);
});
