import { beforeEach, describe, expect, it } from "vitest";

import { moved, placeOf, putAt, spotOf, step } from "./placing";

let lists: HTMLElement[];

beforeEach(() => {
  document.body.innerHTML =
    '<ul data-id="A"><li data-id="a"></li><li data-id="b"></li></ul><ul data-id="B"></ul><ul data-id="C"><li data-id="c"></li></ul>';
  lists = [...document.querySelectorAll<HTMLElement>("ul")];
});

const row = (id: string) => document.querySelector<HTMLElement>(`li[data-id="${id}"]`) as HTMLElement;
const order = () => lists.map((list) => [...list.children].map((item) => (item as HTMLElement).dataset.id).join(""));

describe("a row of the outline", () => {
  it("changes places with its neighbour", () => {
    expect(step(row("b"), "up", lists)).toBe(true);
    expect(order()).toEqual(["ba", "", "c"]);
  });

  it("goes over the edge into the next list, even an empty one", () => {
    step(row("b"), "down", lists);
    expect(order()).toEqual(["a", "b", "c"]);
    step(row("b"), "down", lists);
    expect(order()).toEqual(["a", "", "bc"]);
    step(row("b"), "up", lists);
    expect(order()).toEqual(["a", "b", "c"]);
  });

  it("stays at both ends", () => {
    expect(step(row("a"), "up", lists)).toBe(false);
    expect(step(row("c"), "down", lists)).toBe(false);
    expect(order()).toEqual(["ab", "", "c"]);
  });

  it("is put back where it was", () => {
    const from = spotOf(row("a"));
    step(row("a"), "down", lists);
    expect(moved(row("a"), from)).toBe(true);
    putAt(row("a"), from);
    expect(moved(row("a"), from)).toBe(false);
    expect(order()).toEqual(["ab", "", "c"]);
  });

  it("names its chapter and the row that follows", () => {
    expect(placeOf(row("a"))).toEqual({ chapter: "A", before: "b" });
    expect(placeOf(row("b"))).toEqual({ chapter: "A", before: "" });
  });
});
