import { expect, it } from "vitest";

import { actOf, inRuns, pageAt, pageOf, swipe } from "./turning";

it("shows the page that began last", () => {
  const starts = [0, 12, 30.5];
  expect([0, 11.9, 12, 30.4, 30.5, 99].map((seconds) => pageAt(starts, seconds))).toEqual([1, 1, 2, 2, 3, 3]);
});

it("shows the page it was sent to, though a player stops a little before", () => {
  expect(pageAt([0, 12], 11.97)).toBe(2);
});

it("reads the page of an address and keeps within the deck", () => {
  expect([pageOf("#page-2", 3), pageOf("#page-9", 3), pageOf("#t=9", 3)]).toEqual([2, 3, null]);
});

it("leaves arrows to a narration unless the deck has the focus", () => {
  expect([
    actOf("ArrowRight", false, true),
    actOf("ArrowRight", true, true),
    actOf("ArrowRight", false, false),
  ]).toEqual([null, "next", "next"]);
});

it("takes a long sideways move for a turn, and scrolling for scrolling", () => {
  expect([swipe(-80, 10), swipe(80, 10), swipe(-80, 70), swipe(20, 0)]).toEqual([1, -1, 0, 0]);
});

it("lists the pages that are missing as runs", () => {
  expect([inRuns([2, 5, 6, 7, 9]), inRuns([])]).toEqual(["2, 5–7, 9", ""]);
});
