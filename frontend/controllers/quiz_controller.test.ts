import "fake-indexeddb/auto";
import { afterEach, expect, it, vi } from "vitest";

import { Outbox } from "../outbox";
import { find, mount } from "./mounting";
import QuizController from "./quiz_controller";

const page = (attempt: string, seq: number) => `<form data-controller="quiz" data-action="submit->quiz#submit"
    data-quiz-url-value="/answers" data-quiz-attempt-value="${attempt}" data-quiz-member-value="m">
  <fieldset data-quiz-target="item" data-item="q1" data-seq="${seq}" data-kind="single">
    <input type="radio" name="answer-q1" value="a"><input type="radio" name="answer-q1" value="b">
    <input type="hidden" name="seq-q1" value="${seq}" data-quiz-target="seq">
    <p data-quiz-target="state"><span data-state="saved" hidden>Saved</span><span data-state="device" hidden>Here</span></p>
  </fieldset><button data-quiz-target="submit" name="act" value="submit"></button>
  <p data-quiz-target="waiting" hidden></p></form>`;

function server() {
  const bodies: { client_seq: number; answer: unknown }[] = [];
  vi.stubGlobal("fetch", async (_url: string, request: RequestInit) => {
    const body = JSON.parse(String(request.body)) as { client_seq: number; answer: unknown };
    bodies.push(body);
    return new Response(JSON.stringify({ client_seq: body.client_seq, state: "saved" }));
  });
  return bodies;
}

afterEach(() => vi.unstubAllGlobals());

it("saves an answer when it is chosen and says so", async () => {
  const bodies = server();
  const application = await mount("quiz", QuizController, page("t1", 4));
  find('input[value="b"]').click();
  await vi.waitFor(() => expect(find('[data-state="saved"]').hidden).toBe(false));
  expect(bodies).toEqual([{ client_seq: 5, answer: { option: "b" } }]);
  expect(find<HTMLInputElement>('[name="seq-q1"]').value).toBe("5");
  application.stop();
});

it("brings back what waited on this device and sends it", async () => {
  const bodies = server();
  await new Outbox("m", "answers/t2").put({ key: "q1", payload: { client_seq: 3, answer: { option: "a" } } });
  const application = await mount("quiz", QuizController, page("t2", 2));
  await vi.waitFor(() => expect(bodies).toHaveLength(1));
  expect(find<HTMLInputElement>('input[value="a"]').checked).toBe(true);
  application.stop();
});

it("drops what the server has overtaken", async () => {
  const bodies = server();
  await new Outbox("m", "answers/t3").put({ key: "q1", payload: { client_seq: 3, answer: { option: "a" } } });
  const application = await mount("quiz", QuizController, page("t3", 6));
  await vi.waitFor(async () => expect(await new Outbox("m", "answers/t3").all()).toEqual([]));
  expect(bodies).toEqual([]);
  expect(find<HTMLInputElement>('input[value="a"]').checked).toBe(false);
  application.stop();
});

it("does not submit while an answer has not reached the server", async () => {
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("offline")));
  const application = await mount("quiz", QuizController, page("t4", 0));
  const form = find<HTMLFormElement>("form");
  form.submit = vi.fn();
  find('input[value="b"]').click();
  form.dispatchEvent(new Event("submit", { cancelable: true, bubbles: true }));
  await vi.waitFor(() => expect(find('[data-quiz-target="waiting"]').hidden).toBe(false));
  expect(form.submit).not.toHaveBeenCalled();
  application.stop();
});
