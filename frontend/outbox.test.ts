import "fake-indexeddb/auto";
import { describe, expect, it, vi } from "vitest";

import { Outbox, waitingChannels } from "./outbox";

describe("Outbox", () => {
  it("is there again after the page is loaded anew", async () => {
    await new Outbox<number>("anna", "answers/1").put({ key: "q1", payload: 1 });
    expect(await new Outbox<number>("anna", "answers/1").all()).toEqual([{ key: "q1", payload: 1 }]);
  });

  it("is bound to one member", async () => {
    await new Outbox<number>("berta", "answers/1").put({ key: "q1", payload: 1 });
    expect(await new Outbox<number>("carla", "answers/1").all()).toEqual([]);
  });

  it("keeps the last of what has the same key", async () => {
    const box = new Outbox<number>("anna", "answers/2");
    await box.put({ key: "q1", payload: 1 });
    await box.put({ key: "q1", payload: 2 });
    expect(await box.all()).toEqual([{ key: "q1", payload: 2 }]);
  });

  it("does not remove what replaced the entry in the meantime", async () => {
    const box = new Outbox<number>("anna", "answers/3");
    await box.put({ key: "q1", payload: 2 });
    await box.remove(["q1"], (kept) => kept === 1);
    expect(await box.all()).toHaveLength(1);
    await box.remove(["q1"], (kept) => kept === 2);
    expect(await box.all()).toEqual([]);
  });

  it("falls back to memory where there is no database", async () => {
    vi.stubGlobal("indexedDB", {
      open: () => {
        throw new Error("SecurityError");
      },
    });
    const box = new Outbox<number>("anna", "answers/4");
    await box.put({ key: "q1", payload: 1 });
    expect(await box.all()).toEqual([{ key: "q1", payload: 1 }]);
    await box.remove(["q1"]);
    expect(await box.all()).toEqual([]);
    vi.unstubAllGlobals();
  });
});

describe("waitingChannels", () => {
  it("names what waits of one member and one kind, each once", async () => {
    await new Outbox<number>("dora", "beats/b").put({ key: "1", payload: 1 });
    await new Outbox<number>("dora", "beats/b").put({ key: "2", payload: 2 });
    await new Outbox<number>("dora", "beats/a").put({ key: "1", payload: 1 });
    await new Outbox<number>("dora", "answers/a").put({ key: "1", payload: 1 });
    await new Outbox<number>("emma", "beats/c").put({ key: "1", payload: 1 });
    expect(await waitingChannels("dora", "beats")).toEqual(["a", "b"]);
  });
});
