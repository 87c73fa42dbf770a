import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { Keeper } from "./keeper";
import { NOWHERE } from "./places";

let answers: (() => Promise<Response>)[];
let sent: string[];
let told: string[];
let lectures = 0;

const done = () => Promise.resolve(new Response(null, { status: 204 }));
const saved = () => Promise.resolve(new Response("{}"));
const offline = () => Promise.reject(new TypeError("offline"));
const refusal = (status: number, headers: Record<string, string> = {}) => {
  return () => Promise.resolve(new Response(JSON.stringify({ code: "no", detail: "…" }), { status, headers }));
};

function keeper(member = "anna"): Keeper {
  return new Keeper(member, `l${lectures}`, "/notes/", (state) => told.push(state));
}

const last = (list: string[]) => list[list.length - 1];

const note = (text: string | null) => ({ text, place: NOWHERE });

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  lectures += 1;
  [answers, sent, told] = [[], [], []];
  vi.stubGlobal("fetch", (url: string, request: RequestInit) => {
    const text = request.body ? (JSON.parse(String(request.body)) as { text: string }).text : "";
    sent.push(`${request.method} ${url} ${text}`.trim());
    return answers.shift()?.();
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it("saves a note under its key, and deletes it", async () => {
  answers = [saved, done];
  const notes = keeper();
  await notes.keep("k1", note("甲"));
  await notes.keep("k1", note(null));
  expect(sent).toEqual(["PUT /notes/k1 甲", "DELETE /notes/k1"]);
  expect(told).toEqual(["saving", "saved", "saving", "saved"]);
  expect((await notes.waiting()).size).toBe(0);
});

it("keeps what cannot be sent and sends the last word of it later", async () => {
  answers = [offline, offline, saved];
  const notes = keeper();
  await notes.keep("k1", note("甲"));
  await notes.keep("k1", note("甲乙"));
  expect(last(told)).toBe("waiting");
  expect((await notes.waiting()).get("k1")?.text).toBe("甲乙");
  await notes.flush();
  expect([last(sent), last(told)]).toEqual(["PUT /notes/k1 甲乙", "saved"]);
});

it("goes on by itself when the server's wish is over, no sooner", async () => {
  answers = [refusal(503, { "Retry-After": "30" }), saved];
  const notes = keeper();
  await notes.keep("k1", note("甲"));
  await vi.advanceTimersByTimeAsync(29_000);
  expect(sent).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1500);
  await vi.waitFor(() => expect(last(told)).toBe("saved"));
  expect(sent).toHaveLength(2);
});

it("loses nothing that was refused, and says so", async () => {
  answers = [refusal(422)];
  const notes = keeper();
  await notes.keep("k1", note("太长"));
  expect(last(told)).toBe("refused");
  expect((await notes.waiting()).get("k1")?.text).toBe("太长");
});

it("keeps a note written after signing out for whoever wrote it", async () => {
  answers = [refusal(401)];
  const hers = keeper("anna");
  await hers.keep("k1", note("甲"));
  hers.stop();
  expect(last(told)).toBe("waiting");
  expect((await keeper("berta").waiting()).size).toBe(0);
  answers = [saved];
  await keeper("anna").flush();
  expect(last(sent)).toBe("PUT /notes/k1 甲");
});

it("does not lose what was changed while it was under way", async () => {
  let arrive: (response: Response) => void = () => undefined;
  const slow = new Promise<Response>((resolve) => {
    arrive = resolve;
  });
  answers = [() => slow, saved];
  const notes = keeper();
  const first = notes.keep("k1", note("甲"));
  await vi.waitFor(() => expect(sent).toHaveLength(1));
  const second = notes.keep("k1", note("甲乙"));
  arrive(new Response("{}"));
  await Promise.all([first, second]);
  expect(sent).toEqual(["PUT /notes/k1 甲", "PUT /notes/k1 甲乙"]);
  expect((await notes.waiting()).size).toBe(0);
});
