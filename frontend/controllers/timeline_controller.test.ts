import type { Application } from "@hotwired/stimulus";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { find, mount } from "./mounting";
import TimelineController from "./timeline_controller";

const question = (item: string, at: number) => `
  <details class="asked" data-timeline-target="question" data-item="${item}" data-at="${at}" data-seq="0" data-kind="true_false" data-required>
    <summary>${item}</summary>
    <form>
      <fieldset><legend tabindex="-1">?</legend>
        <input type="radio" name="answer-${item}" value="true"><input type="radio" name="answer-${item}" value="false"></fieldset>
      <input type="hidden" name="seq-${item}" value="0">
      <p data-part="state"><span data-state="blank" hidden>Please answer first.</span></p>
      <div data-part="reply" hidden><span data-verdict="right" hidden>Right.</span><span data-verdict="wrong" hidden>No.</span>
        <span data-standing="again" hidden>Again.</span><div data-lines="explanation"></div></div>
      <button data-part="send">Answer</button><button type="button" data-part="on" hidden>Go on</button>
    </form>
  </details>`;

const PAGE = `
  <div class="player"><video></video></div>
  <section data-controller="timeline" data-timeline-url-value="/api/x" data-timeline-lecture-value="lecture"
    data-timeline-member-value="member" data-timeline-one-value="One." data-timeline-some-value="{left}." data-timeline-none-value="None.">
    <p data-timeline-target="left"></p><button data-timeline-target="next" hidden></button>
    ${question("a", 4000)}${question("b", 8000)}
  </section>`;

let replies: object[] = [];
const asked = (item: string) => find<HTMLDetailsElement>(`[data-item="${item}"]`);

function play(video: HTMLVideoElement, ...places: number[]): void {
  for (const place of places) {
    Object.defineProperty(video, "currentTime", { configurable: true, writable: true, value: place });
    video.dispatchEvent(new Event("timeupdate"));
  }
}

async function answer(item: string, value: string, reply: object): Promise<void> {
  replies = [reply];
  find<HTMLInputElement>(`[name="answer-${item}"][value="${value}"]`).checked = true;
  find<HTMLFormElement>(`[data-item="${item}"] form`).dispatchEvent(
    new Event("submit", { cancelable: true, bubbles: true }),
  );
  await vi.waitFor(() => expect(find(`[data-item="${item}"] [data-part="reply"]`).hidden).toBe(false));
}

const said = (more: object) => ({
  client_seq: 1,
  state: "saved",
  verdict: "right",
  settled: true,
  feedback: [],
  right: [],
  explanation: "Because <b>it</b> is.",
  source: "",
  left: 1,
  ...more,
});

describe("questions on a timeline", () => {
  let application: Application;
  let video: HTMLVideoElement;

  beforeEach(async () => {
    Element.prototype.scrollIntoView = () => undefined;
    vi.stubGlobal("fetch", async () => new Response(JSON.stringify(replies.shift()), { status: 200 }));
    application = await mount("timeline", TimelineController, PAGE);
    video = find<HTMLVideoElement>("video");
    Object.defineProperty(video, "paused", { configurable: true, value: false });
    video.pause = vi.fn();
    video.play = vi.fn(async () => undefined);
    await vi.waitFor(() => expect(find("[data-controller=timeline]").hasAttribute("data-ready")).toBe(true));
  });

  afterEach(() => {
    application.stop();
    vi.unstubAllGlobals();
  });

  it("pauses and shows the question whose moment is reached, and goes on when asked to", () => {
    play(video, 3.8, 4.05);
    expect(video.pause).toHaveBeenCalled();
    expect([asked("a").open, asked("b").open]).toEqual([true, false]);
    find('[data-item="a"] [data-part="on"]').click();
    expect(video.play).toHaveBeenCalled();
    expect(asked("a").open).toBe(false);
  });

  it("asks nothing after a jump, and goes to what is left", () => {
    play(video, 3);
    video.dispatchEvent(new Event("seeking"));
    play(video, 12, 12.2);
    expect(video.pause).not.toHaveBeenCalled();
    expect(find("[data-timeline-target=left]").textContent).toBe("2.");
    expect(find("[data-timeline-target=next]").hidden).toBe(false);
  });

  it("says what the server said, as text, and does not ask again what is settled", async () => {
    play(video, 3.8, 4.05);
    await answer("a", "false", said({ verdict: "wrong", settled: false, explanation: "" }));
    expect(asked("a").hasAttribute("data-settled")).toBe(false);
    await answer("a", "true", said({ client_seq: 2 }));
    await vi.waitFor(() => expect(asked("a").hasAttribute("data-settled")).toBe(true));
    expect(find('[data-item="a"] [data-lines="explanation"]').textContent).toBe("Because <b>it</b> is.");
    expect(find("[data-timeline-target=left]").textContent).toBe("One.");
    find('[data-item="a"] [data-part="on"]').click();
    expect(asked("a").open).toBe(false);
    play(video, 3.8, 4.05);
    expect(asked("a").open).toBe(false);
  });

  it("asks for an answer where none was given", () => {
    play(video, 3.8, 4.05);
    find<HTMLFormElement>('[data-item="a"] form').dispatchEvent(
      new Event("submit", { cancelable: true, bubbles: true }),
    );
    expect(find('[data-item="a"] [data-state="blank"]').hidden).toBe(false);
  });
});
