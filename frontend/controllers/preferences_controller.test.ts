import { expect, it } from "vitest";

import { find, mount } from "./mounting";
import PreferencesController from "./preferences_controller";

it("shows the chosen text size at once", async () => {
  const page =
    '<form data-controller="preferences"><input type="radio" name="text_size" value="large" data-action="preferences#show"></form>';
  const application = await mount("preferences", PreferencesController, page);
  find("input").click();
  expect(document.documentElement.dataset.size).toBe("large");
  application.stop();
});
