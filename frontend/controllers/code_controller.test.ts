import { expect, it } from "vitest";

import CodeController from "./code_controller";
import { find, mount } from "./mounting";

const PAGE = `<form data-controller="code"><input name="code"></form>`;

it("takes the code from the address and clears it there", async () => {
  window.location.hash = "#K7QM-2WXF-9TRA";
  const application = await mount("code", CodeController, PAGE);
  expect(find<HTMLInputElement>("input").value).toBe("K7QM-2WXF-9TRA");
  expect(window.location.hash).toBe("");
  application.stop();
});

it("ignores a fragment that is no code", async () => {
  window.location.hash = "#main";
  const application = await mount("code", CodeController, PAGE);
  expect(find<HTMLInputElement>("input").value).toBe("");
  application.stop();
});
