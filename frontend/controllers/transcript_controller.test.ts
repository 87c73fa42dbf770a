import type { Application } from "@hotwired/stimulus";
import { afterEach, expect, test } from "vitest";
import { find, mount } from "./mounting";
import TranscriptController from "./transcript_controller";

let application: Application;

const PAGE = `
  <section data-controller="transcript" data-action="player:time@window->transcript#follow">
    <div data-transcript-target="tools" hidden>
      <input id="words" data-transcript-target="words" data-action="input->transcript#search">
      <button id="next" data-transcript-target="step" data-action="transcript#next" hidden></button>
      <span id="found" data-transcript-target="found" data-pattern="{number}/{all}" data-none="nothing"></span>
      <input type="checkbox" data-transcript-target="keep" data-action="transcript#keep">
    </div>
    <div data-transcript-target="text"><p>
      <span id="a" data-transcript-target="passage" data-start="0" data-end="2">介绍信</span>
      <span id="b" data-transcript-target="passage" data-start="2" data-end="4">ＡＢ 回执</span>
      <span id="c" data-transcript-target="passage" data-start="4" data-end="6">介绍</span>
    </p></div>
  </section>`;

async function page(): Promise<number[]> {
  Element.prototype.scrollIntoView = () => undefined;
  application = await mount("transcript", TranscriptController, PAGE);
  const sought: number[] = [];
  window.addEventListener("player:seek", (event) => sought.push((event as CustomEvent).detail.seconds));
  return sought;
}

afterEach(() => application.stop());

test("choosing a passage by mouse or key goes to its place", async () => {
  const sought = await page();
  find("#b").click();
  find("#b").dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown", bubbles: true }));
  expect(document.activeElement?.id).toBe("c");
  find("#c").dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
  expect(sought).toEqual([2, 4]);
  expect(find("#a").tabIndex).toBe(-1);
});

test("the passage that is spoken is marked", async () => {
  await page();
  window.dispatchEvent(new CustomEvent("player:time", { detail: { seconds: 2.5 } }));
  expect(find("[aria-current]").id).toBe("b");
  window.dispatchEvent(new CustomEvent("player:time", { detail: { seconds: 5 } }));
  expect(find("[aria-current]").id).toBe("c");
});

test("words are found whatever their width, and walked through", async () => {
  await page();
  const words = find<HTMLInputElement>("#words");
  const search = (text: string) => {
    words.value = text;
    words.dispatchEvent(new Event("input", { bubbles: true }));
    return find("#found").textContent;
  };
  expect(search("介绍")).toBe("1/2");
  find("#next").click();
  expect(find("#found").textContent).toBe("2/2");
  expect(search("ab")).toBe("1/1");
  expect(search("党章")).toBe("nothing");
});
