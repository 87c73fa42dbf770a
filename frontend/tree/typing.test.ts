import { expect, it } from "vitest";

import { Typing } from "./typing";

const NAMES = ["arts", "building", "baths", "arts"];

it("goes on to the next name, and round", () => {
  const typing = new Typing();
  expect(typing.find("a", NAMES, 0, 0)).toBe(3);
  expect(typing.find("a", NAMES, 3, 5000)).toBe(0);
});

it("takes quick letters together and slow ones apart", () => {
  const typing = new Typing();
  expect(typing.find("b", NAMES, 0, 5000)).toBe(1);
  expect(typing.find("a", NAMES, 1, 5200)).toBe(2);
  expect(typing.find("x", NAMES, 2, 9000)).toBe(-1);
});
