import { expect, it } from "vitest";

import { Steps } from "./steps";
import { clear, markNext, nudge, read, setTo, shownAt, type Times, written } from "./times";

const LONG = 60_000;

it("marks the page after the one shown now", () => {
  const first = markNext([0, null, null], 5000, LONG);
  expect(first).toEqual({ times: [0, 5000, null], index: 1 });
  expect(markNext(first?.times ?? [], 9000, LONG)?.times).toEqual([0, 5000, 9000]);
  expect(markNext([0, 5000], 9000, LONG)).toBeNull();
});

it("moves a later mark when its page comes earlier now", () => {
  expect(markNext([0, 20_000, 40_000], 5000, LONG)?.times).toEqual([0, 5000, 40_000]);
});

it("keeps a mark between its neighbours and within the recording", () => {
  expect(setTo([0, 5000, 9000], 1, 50_000, LONG)).toEqual([0, 8900, 9000]);
  expect(setTo([0, null, 9000], 1, -4, LONG)).toEqual([0, 100, 9000]);
  expect(setTo([0, 5000], 1, 99_000, LONG)).toEqual([0, 59_900]);
  expect(setTo([0, 5000], 0, 10, LONG)).toBeNull();
  expect(setTo([0, null, 150], 1, 80, LONG)).toBeNull();
});

it("never leaves an order that the server refuses, whatever is done", () => {
  let times: Times = [0, null, null, null, null, null];
  let seed = 7;
  const dice = (sides: number) => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed % sides;
  };
  for (let turn = 0; turn < 2000; turn += 1) {
    const index = dice(6);
    const done = [
      () => markNext(times, dice(LONG), LONG)?.times ?? null,
      () => setTo(times, index, dice(2 * LONG) - LONG / 2, LONG),
      () => nudge(times, index, dice(4000) - 2000, LONG),
      () => clear(times, index),
    ][dice(4)]?.();
    times = done ?? times;
    const marked = times.filter((begins): begins is number => begins !== null);
    expect(times[0]).toBe(0);
    expect(marked.every((begins, place) => begins < LONG && (place === 0 || begins > (marked[place - 1] ?? 0)))).toBe(
      true,
    );
  }
});

it("knows which page is shown, over pages not marked yet", () => {
  expect([0, 4999, 5000].map((at) => shownAt([0, null, 5000], at))).toEqual([0, 0, 2]);
});

it("writes and reads moments the same", () => {
  for (const ms of [0, 65_000, 65_400, 3_723_250, 59_999]) {
    expect(read(written(ms))).toBe(ms);
  }
  expect([read("1：05"), read("1:5"), read("x")]).toEqual([65_000, null, null]);
});

it("undoes and does again, a whole drag at once", () => {
  const steps = new Steps(1);
  steps.take(2);
  steps.take(3, { joined: true });
  steps.undo();
  expect([steps.now, steps.canUndo, steps.canRedo]).toEqual([1, false, true]);
  steps.redo();
  expect(steps.now).toBe(3);
});
