import "fake-indexeddb/auto";
import { afterEach, describe, expect, it, vi } from "vitest";

import { Outbox } from "../outbox";
import { mayWait, noteSettled } from "../waiting";
import { carry } from "./carrying";
import { type Acknowledgement, BeatSender, type SendingState } from "./sending";

const COVERAGE = { covered: [], percent: 0, missing: [], complete: false };
let visit = 0;

function setting() {
  visit += 1;
  const states: SendingState[] = [];
  const expired: string[] = [];
  const sender = new BeatSender("/beats", `member-${visit}`, `lecture-${visit}`, {
    coverage: () => undefined,
    state: (state) => states.push(state),
    expired: (token) => expired.push(token),
  });
  const waiting = async () => (await new Outbox(`member-${visit}`, `beats/lecture-${visit}`).all()).length;
  return { sender, states, expired, waiting };
}

const beat = (seq: number) => ({
  seq,
  wall: [0, 12_000] as [number, number],
  media: [[0, 12_000] as [number, number]],
  rate: 1,
});

function answers(...responses: (() => Promise<Response>)[]) {
  const fetching = vi.fn<typeof fetch>();
  for (const respond of responses) {
    fetching.mockImplementationOnce(respond);
  }
  vi.stubGlobal("fetch", fetching);
  return fetching;
}

const json =
  (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  async () =>
    new Response(JSON.stringify(body), { status, headers });

const taken = (...seqs: number[]) => {
  const accepted = seqs.map((seq) => ({ seq, new_seconds: 12 }));
  return json({ accepted, refused: [], coverage: COVERAGE, resume_ms: 0 } satisfies Acknowledgement);
};

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe("BeatSender", () => {
  it("forgets a beat only when the server has answered for it", async () => {
    answers(taken(1));
    const { sender, states, waiting } = setting();
    await sender.add("token", beat(1));
    expect(await waiting()).toBe(1);
    await sender.flush();
    expect(await waiting()).toBe(0);
    expect(states).toEqual(["saved"]);
  });

  it("keeps beats while there is no network and sends them later in one request", async () => {
    const fetching = answers(() => Promise.reject(new TypeError("offline")), taken(1, 2));
    const { sender, states, waiting } = setting();
    await sender.add("token", beat(1));
    await sender.flush();
    sender.stop();
    await sender.add("token", beat(2));
    expect(await waiting()).toBe(2);
    await sender.flush();
    expect(await waiting()).toBe(0);
    expect(JSON.parse(String(fetching.mock.calls[1]?.[1]?.body)).beats).toHaveLength(2);
    expect(states).toEqual(["waiting", "saved"]);
  });

  it("keeps beats when something between us and the server answers in its own words", async () => {
    answers(async () => new Response("<html>Bad gateway", { status: 404 }));
    const { sender, waiting } = setting();
    await sender.add("token", beat(1));
    await sender.flush();
    sender.stop();
    expect(await waiting()).toBe(1);
  });

  it("sends the last beat before the page goes, and keeps it until the server has answered", async () => {
    const fetching = answers(taken(1), taken(1));
    const { sender, waiting } = setting();
    sender.sendParting("token", beat(1));
    // Nothing was awaited: the page may be gone by now.
    expect(fetching.mock.calls[0]?.[1]).toMatchObject({ keepalive: true });
    await sender.add("token", beat(1));
    expect(await waiting()).toBe(1);
    await sender.flush();
    expect(await waiting()).toBe(0);
  });

  it("says what was refused", async () => {
    const refused = [{ seq: 1, code: "already-spent", detail: "This time was spent elsewhere." }];
    answers(json({ accepted: [], refused, coverage: COVERAGE, resume_ms: 0 }));
    const { sender, states, waiting } = setting();
    await sender.add("token", beat(1));
    await sender.flush();
    expect(states).toEqual(["refused"]);
    expect(await waiting()).toBe(0);
  });

  it("asks for a new session when its own is over, and still sends the rest", async () => {
    answers(json({ code: "token-expired", detail: "…" }, 401), taken(1));
    const { sender, expired, waiting } = setting();
    await sender.add("a-old", beat(1));
    await sender.add("b-new", beat(1));
    await sender.flush();
    expect(expired).toEqual(["a-old"]);
    expect(await waiting()).toBe(0);
  });

  it("tells a missing network, a busy server and a missing sign-in apart", async () => {
    answers(
      () => Promise.reject(new TypeError("offline")),
      json({ code: "busy", detail: "…" }, 503, { "Retry-After": "5" }),
      json({ code: "sign-in-required", detail: "…" }, 401),
    );
    const { sender, states, waiting } = setting();
    await sender.add("token", beat(1));
    for (let attempt = 0; attempt < 3; attempt += 1) {
      await sender.flush();
    }
    sender.stop();
    expect(states).toEqual(["waiting", "busy", "signed-out"]);
    expect(await waiting()).toBe(1);
  });

  it("waits as long as the server wishes", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const fetching = answers(json({ code: "busy", detail: "…" }, 503, { "Retry-After": "120" }), taken(1));
    const { sender } = setting();
    await sender.add("token", beat(1));
    await sender.flush();
    await vi.advanceTimersByTimeAsync(119_000);
    expect(fetching).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(2000);
    vi.useRealTimers();
    await vi.waitFor(() => expect(fetching).toHaveBeenCalledTimes(2));
  });
});

describe("carrying", () => {
  it("brings from any page what waits of other lectures, and leaves the open one to its player", async () => {
    const fetching = answers(() => Promise.reject(new TypeError("offline")), taken(1));
    const { sender, waiting } = setting();
    noteSettled(`member-${visit}`);
    await sender.add("token", beat(1));
    await sender.flush();
    sender.stop();
    expect(mayWait(`member-${visit}`)).toBe(true);
    await carry(`member-${visit}`, `lecture-${visit}`);
    expect(await waiting()).toBe(1);
    await carry(`member-${visit}`);
    expect(await waiting()).toBe(0);
    expect(fetching).toHaveBeenCalledTimes(2);
  });

  it("is not looked for again once nothing waits", async () => {
    answers(taken(1));
    const { sender } = setting();
    await sender.add("token", beat(1));
    await sender.flush();
    expect(mayWait(`member-${visit}`)).toBe(false);
  });
});
