import { afterEach, expect, it, vi } from "vitest";

import { earlierUpload } from "../media/room";
import { find, mount } from "./mounting";
import UploadController from "./upload_controller";

const ROW = `<li><span data-slot="name"></span><span data-part="figures" data-pattern="{sent} of {all}"></span>
  <span data-part="left"></span><span data-part="state"><i data-state="too-large" hidden>too large</i>
  <i data-state="no-room" hidden>no room</i><i data-state="waiting" hidden>waits</i></span>
  <progress data-part="bar" max="100"></progress><p data-part="reason" hidden></p><a data-part="link" hidden></a>
  <div class="actions"><button type="button" data-act="remove" hidden></button></div>
  <div data-part="asking" hidden><button type="button" data-act="keep"></button></div></li>`;
const PAGE = `<div data-controller="upload" data-upload-endpoint-value="/api/uploads/" data-upload-room-value="/room"
    data-upload-status-value="/api/assets/" data-upload-page-value="/studio/uploads/" data-upload-many-value="true">
  <input type="hidden" data-upload-target="asset">
  <div data-upload-target="zone"><input type="file" multiple data-upload-target="file"></div>
  <ul data-upload-target="list"></ul><p data-upload-target="voice"></p>
  <template data-upload-target="row">${ROW}</template></div>`;

afterEach(() => vi.unstubAllGlobals());

function drop(...files: File[]): void {
  const event = new Event("drop", { bubbles: true, cancelable: true });
  Object.defineProperty(event, "dataTransfer", { value: { files, types: ["Files"] } });
  document.dispatchEvent(event);
}

it.each([
  ["too-large", { largest: 3, free: 100 }],
  ["no-room", { largest: 100, free: 3 }],
])("says %s before a byte is sent, and takes the file off the list", async (state, room) => {
  const fetching = vi.fn(async (_url: string) => new Response(JSON.stringify({ ...room, unfinished: [] })));
  vi.stubGlobal("fetch", fetching);
  const application = await mount("upload", UploadController, PAGE);
  drop(new File(["12345"], "lecture.mp4"));
  await vi.waitFor(() => expect(find(`[data-state="${state}"]`).hidden).toBe(false));
  expect(find('[data-upload-target="voice"]').textContent).toContain("lecture.mp4:");
  expect(fetching.mock.calls.every((call) => String(call).startsWith("/room"))).toBe(true);
  find('[data-act="remove"]').click();
  expect(document.querySelector("li")).toBeNull();
  application.stop();
});

it("takes another file of the same name and length for another file", () => {
  const file = new File(["12345"], "lecture.wav", { lastModified: 7 });
  const begun = { url: "/u", file_name: "lecture.wav", size: 5, modified: "7", organisation: "o" };
  const room = { largest: 9, free: 9, unfinished: [begun] };
  expect(earlierUpload(room, file, "o")).toBe("/u");
  expect(earlierUpload(room, new File(["54321"], "lecture.wav", { lastModified: 8 }), "o")).toBeNull();
  expect(earlierUpload(room, file, "p")).toBeNull();
});
