import { describe, expect, it } from "vitest";

import { Recorder } from "./recorder";

describe("Recorder", () => {
  it("reports what was played as one stretch", () => {
    const recorder = new Recorder();
    recorder.begin(1000, 5000, 1);
    recorder.observe(1250, 5250);
    recorder.observe(2000, 6000);
    expect(recorder.cut(2000)).toEqual({ seq: 1, wall: [1000, 2000], media: [[5000, 6000]], rate: 1 });
  });

  it("does not count what a seek jumped over", () => {
    const recorder = new Recorder();
    recorder.begin(0, 0, 1);
    recorder.observe(1000, 1000);
    recorder.halt();
    recorder.begin(1100, 60_000, 1);
    recorder.observe(2100, 61_000);
    expect(recorder.cut(2100)?.media).toEqual([
      [0, 1000],
      [60_000, 61_000],
    ]);
  });

  it("takes a jump without a seek event for a seek", () => {
    const recorder = new Recorder();
    recorder.begin(0, 0, 1);
    recorder.observe(250, 30_000);
    recorder.observe(500, 30_250);
    expect(recorder.cut(500)?.media).toEqual([[30_000, 30_250]]);
  });

  it("never claims more than rate times elapsed, within the tolerance of an observation", () => {
    const recorder = new Recorder();
    recorder.begin(0, 0, 2);
    let position = 0;
    for (let now = 250; now <= 12_000; now += 250) {
      position += 500;
      recorder.observe(now, position);
    }
    const beat = recorder.cut(12_000);
    expect(beat?.media).toEqual([[0, 24_000]]);
    expect(beat?.rate).toBe(2);
  });

  it("joins beats without a hole and without an overlap in wall time", () => {
    const recorder = new Recorder();
    recorder.begin(100.4, 0, 1);
    recorder.observe(1100.4, 1000);
    const first = recorder.cut(1100.4);
    recorder.observe(2100.4, 2000);
    const second = recorder.cut(2100.4);
    expect(second?.wall[0]).toBe(first?.wall[1]);
    expect(second?.media).toEqual([[1000, 2000]]);
    expect(second?.seq).toBe(2);
  });

  it("spends no wall time while paused", () => {
    const recorder = new Recorder();
    recorder.begin(0, 0, 1);
    recorder.observe(1000, 1000);
    recorder.cut(1000);
    recorder.halt();
    recorder.cut(1500);
    recorder.begin(60_000, 1000, 1);
    recorder.observe(61_000, 2000);
    expect(recorder.cut(61_000)?.wall).toEqual([60_000, 61_000]);
  });

  it("has nothing to say when nothing was played", () => {
    const recorder = new Recorder();
    expect(recorder.cut(12_000)).toBeNull();
    recorder.begin(12_000, 0, 1);
    expect(recorder.cut(12_001)).toBeNull();
  });
});
