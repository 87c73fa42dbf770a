import { beforeEach, describe, expect, it, vi } from "vitest";

import { keepWishes, readWishes } from "./wishes";

beforeEach(() => localStorage.clear());

describe("what somebody chose on this device", () => {
  it("is remembered one by one", () => {
    keepWishes({ quality: 540 });
    keepWishes({ captions: "off", size: "large" });
    expect(readWishes()).toMatchObject({ quality: 540, captions: "off", size: "large", saver: false });
    keepWishes({ quality: null });
    expect(readWishes().quality).toBeNull();
  });

  it("begins with saving data where the device says so, until somebody says otherwise", () => {
    vi.stubGlobal("navigator", { connection: { saveData: true } });
    expect(readWishes().saver).toBe(true);
    keepWishes({ saver: false });
    expect(readWishes().saver).toBe(false);
  });

  it("survives whatever else lies there", () => {
    localStorage.setItem("school:player", JSON.stringify({ volume: "loud", quality: "best", keys: 0, muted: true }));
    expect(readWishes()).toMatchObject({ volume: 100, quality: null, keys: true, muted: true });
    localStorage.setItem("school:player", "{");
    expect(readWishes().volume).toBe(100);
  });
});
