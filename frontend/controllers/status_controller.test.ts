import { afterEach, expect, it, vi } from "vitest";

import { find, mount } from "./mounting";
import StatusController from "./status_controller";

const PAGE = `<div data-controller="status" data-status-url-value="/api/assets/a" data-status-now-value="transcoding">
  <progress data-status-target="progress" max="100"></progress>
  <p data-status-target="state"><span data-state="transcoding">…</span><span data-state="failed" hidden>…</span></p>
  <span data-status-target="remaining"></span><p data-status-target="failure" hidden></p></div>`;

afterEach(() => vi.unstubAllGlobals());

it("says why a recording cannot be used, and stops asking", async () => {
  const body = JSON.stringify({
    state: "failed",
    progress_percent: 0,
    failure: "The file is not a video.",
    delay: "",
    remaining: "",
  });
  const fetching = vi.fn(async () => new Response(body));
  vi.stubGlobal("fetch", fetching);
  const application = await mount("status", StatusController, PAGE);
  await vi.waitFor(() => expect(find('[data-status-target="failure"]').textContent).toBe("The file is not a video."));
  expect(find('[data-state="failed"]').hidden).toBe(false);
  expect(find('[data-state="transcoding"]').hidden).toBe(true);
  expect(fetching).toHaveBeenCalledOnce();
  application.stop();
});
