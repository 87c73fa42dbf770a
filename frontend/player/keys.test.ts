import { describe, expect, it } from "vitest";

import { type Act, actOf, type Press, pressOf } from "./keys";

const press = (key: string, on: Press["on"] = "player", chord = false): Press => ({ key, on, chord });

describe("a key", () => {
  it.each<[string, Act]>([
    [" ", { kind: "toggle" }],
    ["K", { kind: "toggle" }],
    ["j", { kind: "move", seconds: -10 }],
    ["l", { kind: "move", seconds: 10 }],
    ["ArrowLeft", { kind: "move", seconds: -5 }],
    ["ArrowRight", { kind: "move", seconds: 5 }],
    ["ArrowUp", { kind: "volume", step: 5 }],
    ["7", { kind: "tenth", tenth: 7 }],
    ["<", { kind: "slower" }],
    [">", { kind: "faster" }],
    ["?", { kind: "help" }],
  ])("%s does what the list says", (key, act) => {
    expect(actOf(press(key), true)).toEqual(act);
  });

  it("belongs to the browser with Control, Alt or Meta, and to a field while somebody types", () => {
    expect(actOf(press("f", "player", true), true)).toBeNull();
    expect(actOf(press("f", "field"), true)).toBeNull();
  });

  it("presses the button that has the focus", () => {
    expect(actOf(press(" ", "button"), true)).toBeNull();
    expect(actOf(press("k", "button"), true)).toEqual({ kind: "toggle" });
  });

  it("works on the whole page only where somebody wants that, and never takes the page's scrolling", () => {
    expect(actOf(press("m", "page"), true)).toEqual({ kind: "mute" });
    expect(actOf(press("m", "page"), false)).toBeNull();
    expect(actOf(press("ArrowDown", "page"), true)).toBeNull();
  });
});

it("knows where it was pressed", () => {
  document.body.innerHTML = `<div id="player"><div class="seek"><input type="range"></div><button>x</button><p>y</p></div><textarea></textarea>`;
  const player = document.querySelector("#player") as HTMLElement;
  const places = [".seek input", "button", "p", "textarea", "body"].map((selector) => {
    let on = "";
    const note = (event: Event) => {
      on = pressOf(event as KeyboardEvent, player).on;
    };
    document.addEventListener("keydown", note, { once: true });
    document.querySelector(selector)?.dispatchEvent(new KeyboardEvent("keydown", { key: "k", bubbles: true }));
    return on;
  });
  expect(places).toEqual(["seek", "button", "player", "field", "page"]);
});
