import { expect, test } from "vitest";

import { looksLikeMarkdown } from "./markdown";
import { countWords, readingMinutes } from "./words";

test("Chinese is counted by characters, other writing by words", () => {
  expect(countWords("党课 online party-school 2026年")).toBe(6);
  expect(countWords("")).toBe(0);
});

test("reading takes a minute for every three hundred characters begun", () => {
  expect([0, 300, 301].map((length) => readingMinutes("字".repeat(length)))).toEqual([1, 1, 2]);
});

test("Markdown is recognised by several of its signs, or by a sure one", () => {
  expect(looksLikeMarkdown("## 一\n\n- 甲\n- 乙")).toBe(true);
  expect(looksLikeMarkdown("| a | b |\n| --- | --- |\n| 1 | 2 |")).toBe(true);
  expect(looksLikeMarkdown("# 1 号文件")).toBe(false);
  expect(looksLikeMarkdown("今天开会。\n- 请假")).toBe(false);
});
