import { beforeEach, expect, test } from "vitest";
import { Drafts } from "./drafts";

beforeEach(() => sessionStorage.clear());

function areaWith(text: string): HTMLTextAreaElement {
  document.body.innerHTML = '<form method="post"><textarea name="reason"></textarea></form>';
  const area = document.querySelector("textarea") as HTMLTextAreaElement;
  area.defaultValue = text;
  area.value = text;
  return area;
}

function typed(drafts: Drafts, text: string): HTMLTextAreaElement {
  const area = areaWith("");
  area.value = text;
  drafts.keep(area);
  return area;
}

test("what was typed is back after the page is loaded anew", () => {
  typed(new Drafts("anna", "/plan/"), "一个小时写的");
  const area = areaWith("");
  expect(new Drafts("anna", "/plan/").restore([area], false)).toBe(true);
  expect(area.value).toBe("一个小时写的");
});

test("neither another member nor another page sees it", () => {
  typed(new Drafts("anna", "/plan/"), "mine");
  expect(new Drafts("bert", "/plan/").restore([areaWith("")], false)).toBe(false);
  expect(new Drafts("anna", "/other/").restore([areaWith("")], false)).toBe(false);
});

test("what was sent is not put back on the next page", () => {
  const drafts = new Drafts("anna", "/plan/");
  drafts.handOver([typed(drafts, "sent")]);
  expect(new Drafts("anna", "/plan/").restore([areaWith("")], false)).toBe(false);
});

test("going back finds even what was on its way", () => {
  const drafts = new Drafts("anna", "/plan/");
  drafts.handOver([typed(drafts, "lost on the way")]);
  const area = areaWith("");
  expect(new Drafts("anna", "/plan/").restore([area], true)).toBe(true);
  expect(area.value).toBe("lost on the way");
});

test("a newer text of the server wins over a draft of an older one", () => {
  typed(new Drafts("anna", "/plan/"), "old draft");
  const area = areaWith("changed by somebody else");
  expect(new Drafts("anna", "/plan/").restore([area], false)).toBe(false);
  expect(area.value).toBe("changed by somebody else");
});

test("signing out forgets everything", () => {
  const drafts = new Drafts("anna", "/plan/");
  typed(drafts, "secret");
  drafts.forgetAll();
  expect(Object.keys(sessionStorage)).toEqual([]);
});
