import { expect, it } from "vitest";

import { Weakness } from "./weakness";

it("calls a network weak when a recording stands still twice within a minute", () => {
  const weakness = new Weakness();
  expect(weakness.stalled(0)).toBe(false);
  expect(weakness.stalled(61_000)).toBe(false);
  expect(weakness.stalled(90_000)).toBe(true);
});
