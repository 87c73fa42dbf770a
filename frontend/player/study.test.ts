import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { SendingState } from "./sending";
import { Study } from "./study";

const OPENED = {
  token: "t",
  duration_ms: 60_000,
  rate_cap: 2,
  resume_ms: 0,
  coverage: { covered: [], percent: 0, missing: [], complete: false },
};

function setting() {
  const states: SendingState[] = [];
  const opened: boolean[] = [];
  const place = { lecture: "l", member: "m", sessions: "/sessions", beats: "/beats" };
  const study = new Study(document.createElement("video"), place, {
    coverage: () => undefined,
    state: (state) => states.push(state),
    opened: (_session, first) => opened.push(first),
  });
  return { study, states, opened };
}

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

beforeEach(() => vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date"] }));

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe("Study", () => {
  it("opens another session after the device slept, since its clock stood still meanwhile", async () => {
    answers(json(OPENED), json(OPENED));
    const { study, opened } = setting();
    await study.open();
    vi.setSystemTime(Date.now() + 3_600_000);
    await vi.advanceTimersByTimeAsync(6000);
    expect(opened).toEqual([true, false]);
    study.stop();
  });

  it("keeps its session while the clocks agree", async () => {
    const fetching = answers(json(OPENED));
    const { study } = setting();
    await study.open();
    await vi.advanceTimersByTimeAsync(15_000);
    expect(fetching).toHaveBeenCalledTimes(1);
    study.stop();
  });

  it("comes back for a session when it is signed in again, or when the server wished", async () => {
    const fetching = answers(
      json({ code: "sign-in-required", detail: "…" }, 401, { "Retry-After": "30" }),
      json(OPENED),
    );
    const { study, states, opened } = setting();
    await study.open();
    expect(states).toEqual(["signed-out"]);
    await vi.advanceTimersByTimeAsync(29_000);
    expect(fetching).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(2000);
    expect(opened).toEqual([true]);
    study.stop();
  });

  it("asks at once when the network is back", async () => {
    answers(() => Promise.reject(new TypeError("offline")), json(OPENED));
    const { study, opened } = setting();
    await study.open();
    study.flush();
    await vi.waitFor(() => expect(opened).toEqual([true]));
    study.stop();
  });

  it("takes a refusal as the last word", async () => {
    const fetching = answers(json({ code: "lecture-closed", detail: "Closed." }, 403));
    const { study, states } = setting();
    await study.open();
    await vi.advanceTimersByTimeAsync(120_000);
    expect(states).toEqual(["refused"]);
    expect(fetching).toHaveBeenCalledTimes(1);
    study.stop();
  });
});
