import { afterEach, expect, test, vi } from "vitest";

import { COMMANDS } from "./commands";
import { htmlOf, type Making, makeEditor } from "./editor";

const VOCABULARY = [
  "<h2>一</h2>",
  "<p>甲<strong>乙</strong><em>丙</em><s>丁</s>H<sub>2</sub>O<sup>2</sup><code>c</code></p>",
  '<p><a href="https://www.12371.cn/">链接</a></p>',
  "<ul><li><p>a</p><ul><li><p>b</p></li></ul></li></ul>",
  '<ol start="3"><li><p>c</p></li></ol>',
  "<blockquote><p>q</p></blockquote>",
  "<pre><code>a\nb</code></pre>",
  "<hr>",
  '<aside class="callout-important"><p>注意</p></aside>',
  "<dl><dt>词</dt><dd><p>义</p></dd></dl>",
  '<p>x<code class="formula">x^2</code></p>',
  '<pre class="formula">\\frac{1}{2}</pre>',
  '<figure><img src="asset:abcdefghijkl" alt="图"><figcaption>说明</figcaption></figure>',
  '<figure><img src="asset:abcdefghijkl"><figcaption></figcaption></figure>',
];
const TABLE =
  '<table><caption>表</caption><thead><tr><th scope="col">a</th><th scope="col">b</th></tr></thead><tbody><tr><td rowspan="2">1</td><td>2</td></tr><tr><td>3</td></tr></tbody></table>';

function made(html: string): ReturnType<typeof makeEditor> {
  vi.stubGlobal("fetch", () => Promise.reject(new Error("no network")));
  const nothing = (): boolean => false;
  const making: Making = {
    element: document.createElement("div"),
    html,
    attributes: { role: "textbox" },
    picturesUrl: "/api/lectures/x/pictures",
    words: { describe: "", decoration: "", undescribed: "" },
    describe: () => undefined,
    editFormula: () => undefined,
    transform: (text) => text,
    paste: nothing,
    drop: nothing,
    key: nothing,
    changed: () => undefined,
    moved: () => undefined,
  };
  return makeEditor(making);
}

afterEach(() => vi.unstubAllGlobals());

test.each(VOCABULARY)("%s goes through the editor unchanged", (html) => {
  expect(htmlOf(made(html)).replace(/<p><\/p>$/, "")).toBe(html);
});

test("a table keeps its caption, its head and its joined cells", () => {
  const kept = document.createElement("div");
  kept.innerHTML = htmlOf(made(TABLE));
  expect(kept.querySelector("caption")?.textContent).toBe("表");
  expect([...kept.querySelectorAll("thead th")].map((cell) => cell.textContent)).toEqual(["a", "b"]);
  expect(kept.querySelector("td[rowspan='2']")?.textContent).toBe("1");
  expect(kept.innerHTML).not.toMatch(/style=|colgroup|contenteditable/);
});

test("an empty text is none", () => {
  expect(htmlOf(made(""))).toBe("");
});

test("every command is one that the editor knows", () => {
  const editor = made("<p>文</p>");
  for (const command of Object.values(COMMANDS)) {
    expect(() => command.run(editor.chain(), editor).run()).not.toThrow();
  }
});
