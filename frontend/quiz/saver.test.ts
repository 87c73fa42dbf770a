import "fake-indexeddb/auto";
import { afterEach, describe, expect, it, vi } from "vitest";

import { AnswerSaver, type AnswerState } from "./saver";

let visit = 0;

function setting() {
  visit += 1;
  const told: [string, AnswerState, number | undefined][] = [];
  const saver = new AnswerSaver("/answers", "member", `attempt-${visit}`, (item, state, seq) =>
    told.push([item, state, seq]),
  );
  return { saver, told, last: () => told[told.length - 1] };
}

const reply =
  (body: unknown, status = 200) =>
  async () =>
    new Response(JSON.stringify(body), { status });

afterEach(() => vi.unstubAllGlobals());

describe("AnswerSaver", () => {
  it("goes from the device over saving to saved", async () => {
    vi.stubGlobal("fetch", reply({ client_seq: 1, state: "saved" }));
    const { saver, told } = setting();
    await saver.save("q1", { client_seq: 1, answer: { option: "a" } });
    expect(told.map(([, state]) => state)).toEqual(["device", "saving", "saved"]);
    expect(await saver.waiting()).toEqual([]);
  });

  it("keeps the answer on the device while there is no network", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("offline")));
    const { saver, last } = setting();
    await saver.save("q1", { client_seq: 1, answer: { option: "a" } });
    saver.stop();
    expect(last()?.[1]).toBe("device");
    expect(await saver.waiting()).toHaveLength(1);
  });

  it("keeps answers when the sign-in has ended", async () => {
    vi.stubGlobal("fetch", reply({ code: "sign-in-required", detail: "" }, 401));
    const { saver } = setting();
    await saver.save("q1", { client_seq: 1, answer: null });
    saver.stop();
    expect(await saver.waiting()).toHaveLength(1);
  });

  it("says when a newer answer from elsewhere stands, and by which number", async () => {
    vi.stubGlobal("fetch", reply({ client_seq: 7, state: "stale" }));
    const { saver, last } = setting();
    await saver.save("q1", { client_seq: 2, answer: { option: "a" } });
    expect(last()).toEqual(["q1", "conflict", 7]);
  });

  it("lets the last answer win when two are given while one travels", async () => {
    const sent: number[] = [];
    vi.stubGlobal("fetch", async (_url: string, request: RequestInit) => {
      const { client_seq } = JSON.parse(String(request.body)) as { client_seq: number };
      sent.push(client_seq);
      return new Response(JSON.stringify({ client_seq, state: "saved" }));
    });
    const { saver } = setting();
    const first = saver.save("q1", { client_seq: 1, answer: { option: "a" } });
    const second = saver.save("q1", { client_seq: 2, answer: { option: "b" } });
    await Promise.all([first, second]);
    await saver.flush();
    expect(sent[sent.length - 1]).toBe(2);
    expect(await saver.waiting()).toEqual([]);
  });
});
