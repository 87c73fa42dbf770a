import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { find, mount } from "./mounting";
import TreeController from "./tree_controller";

const LEVEL = `<ul><li data-tree-target="node"><a href="/c/"><span>Third branch</span></a></li></ul>`;
const PAGE = `<div data-controller="tree" data-action="keydown->tree#move click->tree#click" aria-label="Organisation">
  <ul><li data-tree-target="node" data-children="/r/children/"><a href="/r/"><span>Committee</span></a>
    <ul>
      <li data-tree-target="node" data-children="/a/children/"><a href="/a/"><span>Arts</span></a></li>
      <li data-tree-target="node"><a href="/b/"><span>Building</span></a></li>
    </ul></li></ul>
  <p data-tree-target="state"><span data-state="failed" hidden>failed</span></p></div>`;

let application: Awaited<ReturnType<typeof mount>>;

beforeEach(async () => {
  application = await mount("tree", TreeController, PAGE);
});

afterEach(() => {
  application.stop();
  vi.unstubAllGlobals();
});

function press(key: string): void {
  document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
}

function here(): string {
  return document.activeElement?.getAttribute("href") ?? "";
}

it("tells assistive technology that it is a tree", () => {
  expect(find("ul").getAttribute("role")).toBe("tree");
  expect(find("ul ul").getAttribute("role")).toBe("group");
  expect(find("a[href='/r/']").getAttribute("aria-expanded")).toBe("true");
  expect(find("a[href='/a/']").getAttribute("aria-expanded")).toBe("false");
  expect(find("a[href='/b/']").hasAttribute("aria-expanded")).toBe(false);
});

it("is one stop of Tab and walked by arrows", () => {
  find("a[href='/r/']").focus();
  press("ArrowDown");
  expect(here()).toBe("/a/");
  press("End");
  expect(here()).toBe("/b/");
  press("ArrowLeft");
  expect(here()).toBe("/r/");
  press("ArrowLeft");
  expect(find("a[href='/r/']").getAttribute("aria-expanded")).toBe("false");
  press("End");
  expect(here()).toBe("/r/");
  expect(document.querySelectorAll('a[tabindex="0"]')).toHaveLength(1);
});

it("jumps to what is typed", () => {
  find("a[href='/r/']").focus();
  press("b");
  expect(here()).toBe("/b/");
});

it("fetches a level when it is opened, and only once", async () => {
  const fetched = vi.fn(async () => new Response(LEVEL));
  vi.stubGlobal("fetch", fetched);
  find("a[href='/a/']").focus();
  press("ArrowRight");
  press("ArrowRight");
  await vi.waitFor(() => expect(document.querySelector("a[href='/c/'][role=treeitem]")).not.toBeNull());
  expect(fetched).toHaveBeenCalledOnce();
  press("ArrowRight");
  expect(here()).toBe("/c/");
});

it("opens and closes by the fold, too, and says when a level did not arrive", async () => {
  vi.stubGlobal(
    "fetch",
    vi.fn(async () => new Response("", { status: 500 })),
  );
  find("a[href='/a/']").parentElement?.querySelector<HTMLElement>(".fold")?.click();
  await vi.waitFor(() => expect(find("[data-state=failed]").hidden).toBe(false));
});
