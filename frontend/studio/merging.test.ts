import { describe, expect, it } from "vitest";

import { merge, read, write } from "./merging";

const base = { title: ["A"], body: ["x"], summary: [""] };

describe("two who typed at once", () => {
  it("keep both, where each changed another field", () => {
    const merged = merge(base, { ...base, title: ["B"] }, { ...base, body: ["y"] });
    expect(merged).toEqual({ fields: { title: ["B"], body: ["y"], summary: [""] }, disputed: [], taken: ["body"] });
  });

  it("are asked, where both changed the same field", () => {
    const merged = merge(base, { ...base, body: ["mine"] }, { ...base, body: ["theirs"] });
    expect(merged.disputed).toEqual(["body"]);
    expect(merged.fields.body).toEqual(["mine"]);
  });

  it("agree, where both wrote the same", () => {
    expect(merge(base, { ...base, body: ["z"] }, { ...base, body: ["z"] }).disputed).toEqual([]);
  });

  it("a box that only they unticked is unticked", () => {
    const merged = merge({ on: ["1"] }, { on: ["1"] }, {});
    expect(merged.fields).toEqual({ on: [] });
  });
});

describe("a form", () => {
  it("is read and written, boxes and choices too, and never its token", () => {
    document.body.innerHTML = `<form><input name="csrfmiddlewaretoken" value="t"><input name="version" value="3">
      <input name="title" value="A"><textarea name="body">x</textarea>
      <input type="checkbox" name="on" value="1" checked><select name="kind"><option>p<option>q</select></form>`;
    const form = document.querySelector("form") as HTMLFormElement;
    expect(read(form)).toEqual({ title: ["A"], body: ["x"], on: ["1"], kind: ["p"] });
    write(form, { title: ["B"], body: ["y"], kind: ["q"] });
    expect(read(form)).toEqual({ title: ["B"], body: ["y"], kind: ["q"] });
  });
});
