import { expect, it } from "vitest";

import { wayOf } from "./ways";

it("takes Media Source before a browser's own HLS, and the plain file last", () => {
  expect(wayOf({ mediaSource: true, nativeHls: true })).toBe("hls");
  expect(wayOf({ mediaSource: false, nativeHls: true })).toBe("native");
  expect(wayOf({ mediaSource: false, nativeHls: false })).toBe("file");
});
