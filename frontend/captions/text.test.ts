import { expect, test } from "vitest";
import { readCaptions, readTime, shortTime, writeCaptions } from "./text";

const CANONICAL = `WEBVTT

STYLE
::cue { color: red }

REGION
id:a

甲
00:00:01.000 --> 00:00:02.500 line:0
<b>同志们</b>好。
第二行

100:00:00.000 --> 100:00:01.000
`;

test("what the server wrote comes back unchanged", () => {
  expect(writeCaptions(readCaptions(CANONICAL))).toBe(CANONICAL);
  expect(writeCaptions(readCaptions(CANONICAL.replace(/\n/g, "\r\n")))).toBe(CANONICAL);
  expect(writeCaptions(readCaptions(""))).toBe("WEBVTT\n");
});

test("what would end a caption early is taken out of its text", () => {
  const cues = readCaptions(CANONICAL).cues.map((cue) => ({ ...cue, text: "甲\n\n 乙 --> 丙\n" }));
  const text = writeCaptions({ head: [], cues: cues.slice(0, 1) });
  expect(readCaptions(text).cues.map((each) => each.text)).toEqual(["甲\n 乙 --&gt; 丙"]);
});

test("times are read as people write them", () => {
  expect(["1:02.5", "00:01:02,500", " 61:00 ", "1:60", "", "x", "1.5"].map(readTime)).toEqual([
    62_500,
    62_500,
    null,
    null,
    null,
    null,
    null,
  ]);
  expect([0, 62_500, 3_723_004].map(shortTime)).toEqual(["0:00.000", "1:02.500", "1:02:03.004"]);
});
