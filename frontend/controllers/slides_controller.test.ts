import { expect, it } from "vitest";

import { find, mount } from "./mounting";
import SlidesController from "./slides_controller";

const PAGE = `<div data-controller="slides" data-slides-starts-value="[0, 10]">
  <div data-slides-target="bar" hidden>
    <button data-slides-target="back" data-action="slides#back"></button>
    <select data-slides-target="jump" data-action="slides#jump"><option value="1">1 / 2</option><option value="2">2 / 2</option></select>
    <button data-slides-target="next" data-action="slides#next"></button>
    <button data-slides-target="smaller"></button><button data-slides-target="larger"></button><button data-slides-target="full"></button>
  </div>
  <div data-slides-target="sheets">
    <figure id="page-1" data-slides-target="page"><img alt="" loading="lazy"></figure>
    <figure id="page-2" data-slides-target="page"><img alt="" loading="lazy"></figure>
  </div>
  <p data-slides-target="voice"></p><p data-slides-target="keys" hidden></p>
  <video></video>
</div>`;

it("shows one page, and a turned page takes the narration along", async () => {
  const application = await mount("slides", SlidesController, PAGE);
  const places: number[] = [];
  const note = (event: Event) => places.push((event as CustomEvent<{ seconds: number }>).detail.seconds);
  window.addEventListener("player:seek", note);
  expect(find("#page-1").classList.contains("now")).toBe(true);
  find("[data-slides-target=next]").click();
  expect(find("#page-2").classList.contains("now")).toBe(true);
  expect(find("#page-1").classList.contains("now")).toBe(false);
  expect([places, find("[data-slides-target=voice]").textContent]).toEqual([[10], "2 / 2"]);
  window.removeEventListener("player:seek", note);
  application.stop();
});

it("follows the narration without sending it anywhere", async () => {
  const application = await mount("slides", SlidesController, PAGE);
  const places: Event[] = [];
  const note = (event: Event) => places.push(event);
  window.addEventListener("player:seek", note);
  const video = find<HTMLVideoElement>("video");
  Object.defineProperty(video, "currentTime", { value: 12 });
  Object.defineProperty(video, "seeking", { value: false });
  video.dispatchEvent(new Event("timeupdate"));
  expect(find("#page-2").classList.contains("now")).toBe(true);
  expect(places).toEqual([]);
  window.removeEventListener("player:seek", note);
  application.stop();
});
