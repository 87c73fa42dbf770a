import { expect, it } from "vitest";

import { readStoryboard, tileAt } from "./storyboard";

const TEXT = `WEBVTT

00:00:00.000 --> 00:00:02.000
level2-ab/storyboard-1.jpg#xywh=0,0,160,90

01:00:02.000 --> 01:00:04.500
level2-ab/storyboard-1.jpg#xywh=160,90,160,90

00:09:00.000 --> 00:10:00.000
javascript:alert(1)#xywh=0,0,1,1
`;

it("reads where each small picture lies, and passes over what is none", () => {
  const tiles = readStoryboard(TEXT.replace(/\n/g, "\r\n"));
  expect(tiles).toHaveLength(2);
  expect(tiles[1]).toEqual({
    from: 3602,
    to: 3604.5,
    sheet: "level2-ab/storyboard-1.jpg",
    x: 160,
    y: 90,
    width: 160,
    height: 90,
  });
});

it("finds the picture of a second, the last one after the end, none without pictures", () => {
  const tiles = readStoryboard(TEXT);
  expect(tileAt(tiles, 1.9)).toBe(tiles[0]);
  expect(tileAt(tiles, 9999)).toBe(tiles[1]);
  expect(tileAt([], 1)).toBeNull();
});
