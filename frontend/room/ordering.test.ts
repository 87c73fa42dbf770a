import { describe, expect, it } from "vitest";

import { Ordering, type RoomEvent } from "./ordering";

const event = (number: number): RoomEvent => ({
  number,
  kind: "message",
  member: { id: "m", name: "周文静" },
  text: String(number),
  at: "2026-11-23T11:30:00Z",
});
const numbers = (events: RoomEvent[]) => events.map((one) => one.number);

function permutations(items: number[]): number[][] {
  if (items.length < 2) {
    return [items];
  }
  return items.flatMap((first) => permutations(items.filter((item) => item !== first)).map((rest) => [first, ...rest]));
}

describe("Ordering", () => {
  it("shows each event once however often it arrives", () => {
    const ordering = new Ordering(3);
    expect(numbers(ordering.take([event(3), event(4), event(4)]))).toEqual([4]);
    expect(ordering.take([event(4)])).toEqual([]);
  });

  it("holds back what came too early until the gap is filled", () => {
    const ordering = new Ordering(0);
    expect(ordering.take([event(3)])).toEqual([]);
    expect(ordering.behind(0)).toBe(true);
    expect(numbers(ordering.take([event(2), event(1)]))).toEqual([1, 2, 3]);
    expect(ordering.behind(3)).toBe(false);
  });

  it("notices from a tick that something was missed", () => {
    expect(new Ordering(5).behind(6)).toBe(true);
  });

  it("ends with the same page for every order of arrival", () => {
    for (const order of permutations([1, 2, 3, 4, 5])) {
      const ordering = new Ordering(0);
      expect(order.flatMap((number) => numbers(ordering.take([event(number)])))).toEqual([1, 2, 3, 4, 5]);
    }
  });
});
