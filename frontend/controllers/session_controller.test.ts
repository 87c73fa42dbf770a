import type { Application } from "@hotwired/stimulus";
import { afterEach, beforeEach, expect, it } from "vitest";

import { find, mount } from "./mounting";
import SessionController from "./session_controller";

const PAGE = `<form method="post"><textarea name="reason"></textarea></form>
  <form method="post" action="/out/"><button>Sign out</button></form>
  <div data-controller="session" data-session-member-value="anna" data-session-left-value="/left/"
       data-session-stay-value="/stay/" data-session-logout-value="/out/" data-session-held-value="/held/">
    <div data-session-target="soon" hidden></div><div data-session-target="over" hidden></div>
    <p data-session-target="restored" hidden></p></div>`;

let application: Application;

async function open(): Promise<void> {
  application?.stop();
  application = await mount("session", SessionController, PAGE);
}

beforeEach(() => sessionStorage.clear());
afterEach(() => application.stop());

function write(text: string): void {
  const area = find<HTMLTextAreaElement>("textarea");
  area.value = text;
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

it("says that the sign-in has ended as soon as any request is refused for it", async () => {
  await open();
  expect(find("[data-session-target=over]").hidden).toBe(true);
  window.dispatchEvent(new Event("school:signed-out"));
  expect(find("[data-session-target=over]").hidden).toBe(false);
});

it("puts back what was typed and says so", async () => {
  await open();
  write("an hour of work");
  await open();
  expect(find<HTMLTextAreaElement>("textarea").value).toBe("an hour of work");
  expect(find("[data-session-target=restored]").hidden).toBe(false);
});

it("forgets everything at signing out", async () => {
  await open();
  write("secret");
  find("form[action='/out/']").dispatchEvent(new Event("submit", { bubbles: true }));
  expect(Object.keys(sessionStorage).filter((key) => key.startsWith("draft/"))).toEqual([]);
});
