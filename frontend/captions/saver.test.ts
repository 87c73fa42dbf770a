import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Saver } from "./saver";

let answers: (() => Promise<Response>)[] = [];
let sent: { text: string; version: number }[] = [];
let told: string[] = [];

function answer(status: number, body: object = {}): () => Promise<Response> {
  return () => Promise.resolve(new Response(JSON.stringify(body), { status }));
}

function saver(): Saver {
  return new Saver("/api/x", 3, (state) => told.push(state));
}

beforeEach(() => {
  vi.useFakeTimers();
  [answers, sent, told] = [[], [], []];
  vi.stubGlobal("fetch", (_url: string, request: RequestInit) => {
    sent.push(JSON.parse(String(request.body)));
    return answers.shift()?.();
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("the last text is saved once the typing pauses, with the version it began with", async () => {
  answers = [answer(200, { version: 4 }), answer(200, { version: 5 })];
  const it = saver();
  it.change("甲");
  it.change("甲乙");
  await vi.advanceTimersByTimeAsync(1500);
  it.change("甲乙丙");
  await it.flush();
  expect(sent).toEqual([
    { text: "甲乙", version: 3 },
    { text: "甲乙丙", version: 4 },
  ]);
  expect(told).toEqual(["saving", "saved", "saving", "saved"]);
  expect(it.clean).toBe(true);
});

test("without a network it waits and tries again", async () => {
  answers = [() => Promise.reject(new TypeError("offline")), answer(200, { version: 4 })];
  const it = saver();
  it.change("甲");
  await it.flush();
  expect([told[told.length - 1], it.clean]).toEqual(["waiting", false]);
  await vi.advanceTimersByTimeAsync(5000);
  expect(told[told.length - 1]).toBe("saved");
});

test("after a conflict nothing is sent until somebody decides", async () => {
  answers = [answer(409, { code: "caption-changed", detail: "…" }), answer(200, { version: 9 })];
  const it = saver();
  it.change("甲");
  await it.flush();
  it.change("甲乙");
  await vi.advanceTimersByTimeAsync(60_000);
  expect([sent.length, told[told.length - 1]]).toEqual([1, "conflict"]);
  it.saveOver(8, "甲乙");
  await it.flush();
  expect(sent[1]).toEqual({ text: "甲乙", version: 8 });
});

test("a text that is refused is not sent again", async () => {
  answers = [answer(422, { code: "caption-unreadable", detail: "Line 3" })];
  const it = saver();
  it.change("甲");
  await it.flush();
  await vi.advanceTimersByTimeAsync(60_000);
  expect([sent.length, told[told.length - 1]]).toEqual([1, "refused"]);
});
