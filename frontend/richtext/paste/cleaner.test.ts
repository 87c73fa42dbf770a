import { describe, expect, test } from "vitest";

import { cleanPaste } from "./cleaner";
import { EXCEL, PAGE, WORD, WPS } from "./fixtures";

function parsed(html: string): HTMLElement {
  const root = document.createElement("div");
  root.innerHTML = html;
  return root;
}

function words(root: Element, selector: string): string[] {
  return [...root.querySelectorAll(selector)].map((element) => (element.textContent ?? "").trim());
}

describe("a paste from Word", () => {
  const cleaned = cleanPaste(WORD);
  const root = parsed(cleaned.html);

  test("has headings from the second level on, without the title's own", () => {
    expect(words(root, "h2")).toEqual(["组织关系接转"]);
    expect(words(root, "h3")).toEqual(["办理步骤"]);
    expect(root.querySelector("h1, h2 strong, h2 b")).toBeNull();
  });

  test("has real lists, one within the other, without their signs", () => {
    const list = root.querySelector("ol");
    expect([...(list?.children ?? [])].map((item) => item.firstChild?.textContent?.trim())).toEqual([
      "提出申请",
      "支部审核",
      "开出介绍信",
    ]);
    expect(words(root, "ol > li > ul > li")).toEqual(["核对名册"]);
  });

  test("keeps what is said by bold, raised letters and links", () => {
    expect(words(root, "p strong, p b")).toEqual(["党员", "隶属关系"]);
    expect(words(root, "sup")).toEqual(["名册"]);
    expect([...root.querySelectorAll("a")].map((link) => link.getAttribute("href"))).toEqual(["https://www.12371.cn/"]);
  });

  test("has a table with headers and joined cells", () => {
    expect(words(root, "th")).toEqual(["材料", "份数"]);
    expect(root.querySelector("td[rowspan='2']")?.textContent?.trim()).toBe("介绍信");
  });

  test("says what was left out", () => {
    expect(cleaned.dropped).toEqual({ footnotes: 1, comments: 1, pictures: 1, looks: 1 });
    expect(root.textContent).not.toMatch(/脚注|批注|\[1\]/);
  });

  test("has nothing of Word's own", () => {
    expect(cleaned.html).not.toMatch(/mso|style=|class=|<o:|<span|&nbsp;|<!--/i);
    expect(words(root, "p")).not.toContain("");
  });
});

describe("a paste from Excel", () => {
  const root = parsed(cleanPaste(EXCEL).html);

  test("is a table with headers, without hidden and empty rows", () => {
    expect(words(root, "th")).toEqual(["支部", "人数", "完成率"]);
    expect([...root.querySelectorAll("tr")].map((row) => row.children.length)).toEqual([3, 3, 2]);
    expect(words(root, "td")).toEqual(["第一支部", "30", "96%", "合计", "96%"]);
    expect(root.querySelector("td[colspan='2']")).not.toBeNull();
  });
});

describe("a paste from WPS", () => {
  const root = parsed(cleanPaste(WPS).html);

  test("finds headings by their outline level and lists by Chinese numbers", () => {
    expect(words(root, "h2")).toEqual(["三会一课制度"]);
    expect(words(root, "ol > li")).toEqual(["支部委员会", "党小组会"]);
    expect(words(root, "p")).toEqual(["支部党员大会每季度一次。"]);
  });
});

describe("a paste from a page", () => {
  const cleaned = cleanPaste(PAGE);
  const root = parsed(cleaned.html);

  test("is paragraphs, and not bold because a wrapper says so", () => {
    expect(words(root, "p")).toEqual(["第一段斜", "第二段链接"]);
    expect(root.querySelector("b, strong")).toBeNull();
    expect(words(root, "em")).toEqual(["斜"]);
  });

  test("runs nothing and brings only pictures that came along", () => {
    expect(cleaned.html).not.toMatch(/script|javascript|onclick|onerror|iframe|svg|<img/i);
    expect(cleaned.pictures).toEqual(["data:image/png;base64,iVBORw0KGgo="]);
    expect(cleaned.dropped.pictures).toBe(1);
  });
});

test("our own formulae, boxes and pictures survive being copied", () => {
  const own =
    '<aside class="callout-note"><p>注<code class="formula">x^2</code></p></aside><figure><img src="asset:abcdefghijkl" alt="图"></figure>';
  expect(cleanPaste(own).html).toBe(own);
});
