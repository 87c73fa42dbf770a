import { expect, it, vi } from "vitest";

import ConfirmController from "./confirm_controller";
import { find, mount } from "./mounting";

const PAGE = `<form data-controller="confirm" data-action="submit->confirm#ask">
  <dialog data-confirm-target="dialog"><button id="yes" type="button" data-action="confirm#yes"></button></dialog></form>`;

it("asks before the form goes, and lets it go after a yes", async () => {
  const application = await mount("confirm", ConfirmController, PAGE);
  const dialog = find<HTMLDialogElement>("dialog");
  dialog.showModal = vi.fn();
  const first = new Event("submit", { cancelable: true });
  find("form").dispatchEvent(first);
  expect(first.defaultPrevented).toBe(true);
  expect(dialog.showModal).toHaveBeenCalledOnce();
  find("#yes").click();
  const second = new Event("submit", { cancelable: true });
  find("form").dispatchEvent(second);
  expect(second.defaultPrevented).toBe(false);
  application.stop();
});
