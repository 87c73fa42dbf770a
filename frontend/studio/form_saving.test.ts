import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { Outbox } from "../outbox";
import { FormSaving, type Kept, type Page } from "./form_saving";
import type { Fields } from "./merging";

const SERVED: Fields = { title: ["导读"], body: ["一"] };

let answers: (() => Promise<Response>)[];
let sent: { version: number; fields: Fields }[];
let told: string[];
let asked: string[][];
let fields: Fields;
let theirs: { version: string; fields: Fields } | null;
let box: Outbox<Kept>;
let boxes = 0;

const answer = (status: number, body: object, headers: Record<string, string> = {}) => {
  return () => Promise.resolve(new Response(JSON.stringify(body), { status, headers }));
};
const offline = () => Promise.reject(new TypeError("offline"));

/** A page that holds its form in memory. */
function page(version = 3): Page {
  return {
    version,
    read: () => structuredClone(fields),
    write: (values) => {
      fields = structuredClone(values);
    },
    standing: () => Promise.resolve(theirs),
    ask: (disputed) => asked.push(disputed),
    tell: (state) => told.push(state),
  };
}

function saving(on: Page = page()): FormSaving {
  return new FormSaving(on, "/api/lectures/1/draft", box, structuredClone(SERVED));
}

function type(it: FormSaving, change: Fields): void {
  fields = { ...fields, ...change };
  it.changed();
}

const last = (list: string[]) => list[list.length - 1];

async function waiting(): Promise<Kept | undefined> {
  return (await box.all())[0]?.payload;
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  boxes += 1;
  box = new Outbox<Kept>("anna", `lecture/${boxes}`);
  [answers, sent, told, asked] = [[], [], [], []];
  [fields, theirs] = [structuredClone(SERVED), null];
  vi.stubGlobal("fetch", (_url: string, request: RequestInit) => {
    sent.push(JSON.parse(String(request.body)));
    return answers.shift()?.();
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("A form that saves itself", () => {
  it("is sent once the typing pauses, with the version it was typed over", async () => {
    answers = [answer(200, { version: 4 })];
    const form = saving();
    type(form, { title: ["导"] });
    type(form, { title: ["导读二"] });
    await vi.advanceTimersByTimeAsync(1100);
    expect(sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(200);
    await form.save();
    expect(sent).toEqual([{ version: 3, fields: { title: ["导读二"], body: ["一"] } }]);
    expect(told).toEqual(["saving", "saved"]);
    expect(await waiting()).toBeUndefined();
  });

  it("sends what was typed while a save was under way in a second one, after it", async () => {
    let arrive: (response: Response) => void = () => undefined;
    const slow = new Promise<Response>((resolve) => {
      arrive = resolve;
    });
    answers = [() => slow, answer(200, { version: 5 })];
    const form = saving();
    type(form, { title: ["二"] });
    const first = form.save();
    type(form, { title: ["三"] });
    const second = form.save();
    expect(sent).toHaveLength(1);
    arrive(new Response(JSON.stringify({ version: 4 })));
    await Promise.all([first, second]);
    expect(sent.map(({ version, fields: { title } }) => [version, title])).toEqual([
      [3, ["二"]],
      [4, ["三"]],
    ]);
    expect(await waiting()).toBeUndefined();
  });

  it("waits without a network, keeps the text on the device, and sends it later", async () => {
    answers = [offline, answer(200, { version: 4 })];
    const form = saving();
    type(form, { body: ["二"] });
    await form.save();
    expect(last(told)).toBe("waiting");
    expect((await waiting())?.fields.body).toEqual(["二"]);
    await vi.advanceTimersByTimeAsync(2100);
    await form.save();
    expect(last(told)).toBe("saved");
  });

  it("comes back no sooner than the server wishes", async () => {
    answers = [answer(429, { code: "too-many" }, { "Retry-After": "20" }), answer(200, { version: 4 })];
    const form = saving();
    type(form, { body: ["二"] });
    await form.save();
    await vi.advanceTimersByTimeAsync(19_000);
    expect(sent).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1500);
    expect(sent).toHaveLength(2);
  });

  it("is kept over a sign-out", async () => {
    answers = [answer(401, { code: "signed-out" })];
    const form = saving();
    type(form, { body: ["二"] });
    await form.save();
    form.stop();
    expect(last(told)).toBe("waiting");
    expect((await waiting())?.fields.body).toEqual(["二"]);
  });

  it("is not sent again when it was refused, and is still on the device", async () => {
    answers = [answer(422, { code: "too-long", detail: "…" })];
    const form = saving();
    type(form, { body: ["二"] });
    await form.save();
    await vi.advanceTimersByTimeAsync(60_000);
    expect([sent.length, last(told)]).toEqual([1, "refused"]);
    expect(await waiting()).toBeDefined();
  });

  it("sends nothing once the form went the plain way", async () => {
    const form = saving();
    type(form, { body: ["二"] });
    form.leave();
    await vi.advanceTimersByTimeAsync(60_000);
    await form.save();
    expect(sent).toEqual([]);
    expect(await waiting()).toBeDefined();
  });
});

describe("What somebody else saved in between", () => {
  it("is taken where only they changed it, and mine goes on top", async () => {
    answers = [answer(409, { code: "lecture-changed" }), answer(200, { version: 9 })];
    theirs = { version: "8", fields: { title: ["他们的"], body: ["一"] } };
    const form = saving();
    type(form, { body: ["我的"] });
    await form.save();
    expect(fields).toEqual({ title: ["他们的"], body: ["我的"] });
    await vi.advanceTimersByTimeAsync(10);
    await form.save();
    expect(sent[1]).toEqual({ version: 8, fields: { title: ["他们的"], body: ["我的"] } });
    expect([asked, last(told)]).toEqual([[], "saved"]);
  });

  it("is asked about where both changed it; until then nothing is sent", async () => {
    answers = [answer(409, { code: "lecture-changed" }), answer(200, { version: 9 })];
    theirs = { version: "8", fields: { title: ["他们的"], body: ["一"] } };
    const form = saving();
    type(form, { title: ["我的"], body: ["二"] });
    await form.save();
    expect([asked, last(told)]).toEqual([[["title"]], "conflict"]);
    type(form, { body: ["三"] });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sent).toHaveLength(1);
    await form.chosen(["title"]);
    expect(sent[1]).toEqual({ version: 8, fields: { title: ["他们的"], body: ["三"] } });
  });
});

describe("A later visit", () => {
  it("sends what an earlier one could not", async () => {
    await box.put({ key: "form", payload: { version: 3, base: SERVED, fields: { ...SERVED, body: ["二"] } } });
    answers = [answer(200, { version: 4 })];
    await saving().restore();
    expect(fields.body).toEqual(["二"]);
    expect(sent).toHaveLength(1);
  });

  it("never puts it over what was saved since", async () => {
    await box.put({
      key: "form",
      payload: { version: 2, base: { ...SERVED, body: ["零"] }, fields: { ...SERVED, body: ["二"] } },
    });
    await saving().restore();
    expect([asked, last(told), sent]).toEqual([[["body"]], "conflict", []]);
  });
});
