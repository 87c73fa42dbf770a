/** A small picture and the time above the seek bar, for whoever looks for a place. */
import { fillSlots } from "../states";
import { readStoryboard, type Tile, tileAt } from "./storyboard";
import { clockTime } from "./times";

export class Glance {
  private tiles: readonly Tile[] = [];
  private asked = false;

  /** `folder`: where `storyboard.vtt` lies now; empty while no pictures are wanted. */
  constructor(
    private readonly root: HTMLElement,
    private readonly folder: () => string,
  ) {}

  /** `share`: where on the bar, from 0 to 1. */
  show(second: number, share: number): void {
    const folder = this.folder();
    this.load(folder);
    fillSlots(this.root, { time: clockTime(second) });
    this.picture(folder, tileAt(this.tiles, second));
    this.root.hidden = false;
    const room = this.root.parentElement?.clientWidth ?? 0;
    const half = this.root.offsetWidth / 2;
    const middle = Math.min(Math.max(share * room, half), Math.max(half, room - half));
    this.root.style.left = `${Math.round(middle)}px`;
  }

  hide(): void {
    this.root.hidden = true;
  }

  private picture(folder: string, tile: Tile | null): void {
    const place = this.root.querySelector<HTMLElement>(".tile");
    if (!place) {
      return;
    }
    const shown = folder ? tile : null;
    place.hidden = shown === null;
    if (shown) {
      place.style.width = `${shown.width}px`;
      place.style.height = `${shown.height}px`;
      place.style.backgroundImage = `url("${folder}${shown.sheet}")`;
      place.style.backgroundPosition = `-${shown.x}px -${shown.y}px`;
    }
  }

  /** Fetched the first time that somebody looks for a place; a recording without it is as good. */
  private async load(folder: string): Promise<void> {
    if (this.asked || !folder) {
      return;
    }
    this.asked = true;
    try {
      const response = await fetch(`${folder}storyboard.vtt`, { credentials: "same-origin" });
      this.tiles = response.ok ? readStoryboard(await response.text()) : [];
    } catch {
      this.asked = false;
    }
  }
}
