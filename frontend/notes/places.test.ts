import { describe, expect, it } from "vitest";

import { clock, NOWHERE, precedes, seconds } from "./places";

describe("places", () => {
  it("reads what it writes", () => {
    for (const at of [0, 59, 60, 123, 3599, 3600, 7384]) {
      expect(seconds(clock(at))).toBe(at);
    }
  });

  it("does not guess", () => {
    for (const text of ["", "soon", "2:3", "2:60", "-1:00"]) {
      expect(seconds(text)).toBeNull();
    }
  });

  it("puts notes without a place first and the others in the order of the lecture", () => {
    const at = (number: number) => ({ kind: "second", number, anchor: "" });
    expect(precedes(NOWHERE, at(0))).toBe(true);
    expect(precedes(at(5), at(9))).toBe(true);
    expect(precedes(at(9), at(5))).toBe(false);
  });
});
