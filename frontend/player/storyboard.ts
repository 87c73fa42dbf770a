/** Small pictures of a recording for its seek bar: `storyboard.vtt` names a part of a sheet for each stretch. Pure. */
export interface Tile {
  from: number;
  to: number;
  sheet: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

const TIMING = /^((?:\d+:)?\d\d:\d\d\.\d{3})\s+-->\s+((?:\d+:)?\d\d:\d\d\.\d{3})/;
const PART = /^([\w./-]+)#xywh=(\d+),(\d+),(\d+),(\d+)$/;

/** Tiles in their order; what is not understood is passed over. */
export function readStoryboard(text: string): Tile[] {
  const lines = text.split(/\r?\n/);
  return lines.flatMap((line, index) => {
    const timing = TIMING.exec(line);
    const part = PART.exec(lines[index + 1]?.trim() ?? "");
    if (!timing || !part) {
      return [];
    }
    const [x = 0, y = 0, width = 0, height = 0] = part.slice(2).map(Number);
    return [{ from: seconds(timing[1]), to: seconds(timing[2]), sheet: part[1] ?? "", x, y, width, height }];
  });
}

export function tileAt(tiles: readonly Tile[], second: number): Tile | null {
  return tiles.find((tile) => second < tile.to) ?? tiles[tiles.length - 1] ?? null;
}

function seconds(stamp = ""): number {
  return stamp.split(":").reduce((sum, part) => sum * 60 + Number(part), 0);
}
