import { afterEach, expect, it, vi } from "vitest";

import { find, mount } from "./mounting";
import RenewingController from "./renewing_controller";

const part = (on: boolean, words: string) =>
  `<div id="drafts" data-controller="renewing" data-renewing-on-value="${on}" data-renewing-every-value="1">${words}</div>`;

function answering(...pages: string[]) {
  const fetching = vi.fn(async () => new Response(pages.shift()));
  vi.stubGlobal("fetch", fetching);
  return fetching;
}

afterEach(() => vi.unstubAllGlobals());

it("shows what the server says now, and stops when the work is done", async () => {
  const fetching = answering(part(true, "at work"), part(false, "<a href='/x'>Draft</a>"));
  const application = await mount("renewing", RenewingController, part(true, "waiting"));
  await vi.waitFor(() => expect(find("#drafts").textContent).toBe("Draft"));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(fetching).toHaveBeenCalledTimes(2);
  application.stop();
});

it("asks nothing where nothing goes on", async () => {
  const fetching = answering();
  const application = await mount("renewing", RenewingController, part(false, "none"));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(fetching).not.toHaveBeenCalled();
  application.stop();
});

it("leaves what has the focus, and the page of somebody who was signed out", async () => {
  answering(part(true, "new"), "<form>Sign in</form>");
  const application = await mount("renewing", RenewingController, part(true, "<button>old</button>"));
  find<HTMLButtonElement>("button").focus();
  await vi.waitFor(() => expect(find("#drafts").dataset.renewingOnValue).toBe("false"));
  expect(find("#drafts").textContent).toBe("old");
  application.stop();
});
