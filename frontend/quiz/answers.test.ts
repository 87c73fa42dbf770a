import { describe, expect, it } from "vitest";

import { readAnswer, writeAnswer } from "./answers";

function item(kind: string, html: string): HTMLElement {
  const fieldset = document.createElement("fieldset");
  fieldset.dataset.kind = kind;
  fieldset.innerHTML = html;
  return fieldset;
}

const radios = '<input type="radio" name="a" value="x"><input type="radio" name="a" value="y">';
const boxes = '<input type="checkbox" name="b" value="x"><input type="checkbox" name="b" value="y">';

describe("answers in the form", () => {
  it.each([
    ["single", radios, { option: "y" }],
    ["true_false", radios, { option: "x" }],
    ["multiple", boxes, { options: ["x", "y"] }],
    ["short_text", '<input type="text">', { text: "三会一课" }],
    ["numeric", '<input type="text">', { text: "0.25" }],
  ])("%s: what is written is read again", (kind, html, answer) => {
    const fieldset = item(kind, html);
    expect(readAnswer(fieldset)).toBeNull();
    writeAnswer(fieldset, answer);
    expect(readAnswer(fieldset)).toEqual(answer);
    writeAnswer(fieldset, null);
    expect(readAnswer(fieldset)).toBeNull();
  });
});
