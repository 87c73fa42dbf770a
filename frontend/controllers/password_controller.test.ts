import { expect, it } from "vitest";

import { find, mount } from "./mounting";
import PasswordController from "./password_controller";

const PAGE = `<div data-controller="password" data-password-least-value="10" data-password-long-value="20">
  <input data-password-target="field" data-action="password#check">
  <p data-rule="length" data-password-target="rule"><span data-met hidden></span></p>
  <p data-rule="mixture" data-password-target="rule"><span data-met hidden></span></p>
  <p data-rule="history" data-password-target="rule"><span data-met hidden></span></p></div>`;

const fulfilled = (): string[] =>
  [...document.querySelectorAll<HTMLElement>(".ok")].map((rule) => rule.dataset.rule ?? "");

it.each([
  ["short", []],
  ["longenough", ["length"]],
  ["Long-enough1", ["length", "mixture"]],
  ["a whole sentence is fine too", ["length", "mixture"]],
  ["学习使人进步学习使", []],
])("says what %s fulfils", async (typed, expected) => {
  const application = await mount("password", PasswordController, PAGE);
  const field = find<HTMLInputElement>("input");
  field.value = typed;
  field.dispatchEvent(new Event("input"));
  expect(fulfilled()).toEqual(expected);
  application.stop();
});
