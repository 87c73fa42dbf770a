import { expect, test } from "vitest";
import { fromBytes, toBytes } from "./passkeys";

test("bytes go to base64url and back, whatever they are", () => {
  for (const bytes of [[], [0], [251, 255, 191], [1, 2, 3, 4], Array.from({ length: 256 }, (_, n) => n)]) {
    const text = fromBytes(Uint8Array.from(bytes).buffer);
    expect(text).toMatch(/^[A-Za-z0-9_-]*$/);
    expect([...toBytes(text)]).toEqual(bytes);
  }
});
