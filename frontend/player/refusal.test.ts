import { describe, expect, it, vi } from "vitest";

import { askWhy, troubleOf } from "./refusal";

describe("why nothing arrives", () => {
  it("is told apart by the server's status and code", () => {
    expect(troubleOf(403, { code: "sign-in-required" })).toEqual({ kind: "signed-out" });
    expect(troubleOf(403, { code: "gate-closed", detail: "Opens on Monday." })).toEqual({
      kind: "closed",
      reason: "Opens on Monday.",
    });
    expect(troubleOf(404, {})).toEqual({ kind: "gone" });
    expect(troubleOf(502, {})).toEqual({ kind: "network" });
  });

  it("is asked for, and nothing is wrong when the playlist is there", async () => {
    vi.stubGlobal("fetch", async () => new Response("#EXTM3U"));
    expect(await askWhy("/play/x/master.m3u8")).toBeNull();
    vi.stubGlobal("fetch", async () => new Response("<h1>nginx</h1>", { status: 503 }));
    expect(await askWhy("/play/x/master.m3u8")).toEqual({ kind: "network" });
    vi.stubGlobal("fetch", async () => {
      throw new TypeError("no network");
    });
    expect(await askWhy("/play/x/master.m3u8")).toEqual({ kind: "network" });
  });
});
