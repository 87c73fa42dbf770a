import { afterEach, expect, it, vi } from "vitest";

import { find, mount } from "./mounting";
import StageController from "./stage_controller";

const page = (float: string) => `<div data-controller="stage"><div data-stage-target="stage">
  <div data-stage-target="screen"><video data-stage-target="video"></video></div>
  <div data-stage-target="bar"><button data-stage-target="more"></button><button data-stage-target="full"></button>
    <div data-stage-target="panel" hidden>${float}</div><dialog data-stage-target="keys"></dialog></div></div></div>`;
const FLOAT = '<button data-stage-target="float" data-action="stage#pictureInPicture" hidden>Small window</button>';

afterEach(() => {
  Reflect.deleteProperty(document, "pictureInPictureEnabled");
});

it("opens the small window where the browser has one", async () => {
  Object.defineProperty(document, "pictureInPictureEnabled", { value: true, configurable: true });
  const application = await mount("stage", StageController, page(FLOAT));
  const opening = vi.fn(async () => ({}));
  Object.assign(find<HTMLVideoElement>("video"), { requestPictureInPicture: opening });
  const button = find<HTMLButtonElement>('[data-stage-target="float"]');
  expect(button.hidden).toBe(false);
  button.click();
  expect(opening).toHaveBeenCalledOnce();
  application.stop();
});

it("offers no small window where there is none", async () => {
  const application = await mount("stage", StageController, page(FLOAT));
  expect(find('[data-stage-target="float"]').hidden).toBe(true);
  application.stop();
});

it("stands without one where a name lies over the picture", async () => {
  const application = await mount("stage", StageController, page(""));
  expect(find("[data-controller=stage]").hasAttribute("data-ready")).toBe(true);
  application.stop();
});
