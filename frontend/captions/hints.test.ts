import { expect, test } from "vitest";
import { hintsOf } from "./hints";
import type { Cue } from "./text";

function kinds(start: number, end: number, text: string, next?: number, duration = 0): string[] {
  const cue: Cue = { start, end, text, identifier: "", settings: "" };
  const after = next === undefined ? undefined : { ...cue, start: next };
  return hintsOf(cue, after, duration).map((hint) => hint.kind);
}

test("a caption that reads well has no hints", () => {
  expect(kinds(0, 2000, "同志们，<b>大家好</b>。")).toEqual([]);
  expect(kinds(0, 3000, "Comrades, welcome to the first lecture.", 3000, 9000)).toEqual([]);
});

test("what makes it hard to read is named", () => {
  expect(kinds(0, 1000, "一二三四五六七八九十")).toEqual(["fast"]);
  expect(kinds(0, 9000, "一二三四五六七八九十一二三四五六七八九")).toEqual(["long"]);
  expect(kinds(0, 9000, "一\n二\n三")).toEqual(["lines"]);
  expect(kinds(0, 500, "一")).toEqual(["short"]);
  expect(kinds(2000, 1000, "一")).toEqual(["reversed"]);
  expect(kinds(0, 2000, "一", 1500)).toEqual(["overlap"]);
  expect(kinds(9000, 11_000, "一", undefined, 9000)).toEqual(["beyond"]);
  expect(kinds(0, 1000, "<i> </i>")).toEqual(["empty"]);
});
