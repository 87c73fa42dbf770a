/**
 * What a player stands on: full screen, small window, the panel of settings, the list of keys, and a tap on the picture.
 * Its mark-up is part of `components/player.html`.
 */
import { Controller } from "@hotwired/stimulus";

import { canFill, FULL_SCREEN_EVENTS, fills, swapFullScreen } from "../player/full_screen";
import { Idling } from "../player/idling";

export default class StageController extends Controller<HTMLElement> {
  static override targets = ["stage", "screen", "video", "bar", "more", "full", "panel", "float", "keys"];

  declare readonly stageTarget: HTMLElement;
  declare readonly screenTarget: HTMLElement;
  declare readonly videoTarget: HTMLVideoElement;
  declare readonly barTarget: HTMLElement;
  declare readonly moreTarget: HTMLElement;
  declare readonly fullTarget: HTMLElement;
  declare readonly panelTarget: HTMLElement;
  declare readonly floatTarget: HTMLElement;
  declare readonly hasFloatTarget: boolean;
  declare readonly keysTarget: HTMLDialogElement;

  private activity = new AbortController();
  private idling: Idling | null = null;

  override connect(): void {
    this.activity = new AbortController();
    const { signal } = this.activity;
    this.idling = new Idling(this.stageTarget, this.barTarget, this.videoTarget, signal);
    this.screenTarget.addEventListener("click", (event) => this.touch(event as PointerEvent), { signal });
    document.addEventListener("pointerdown", (event) => this.closeOutside(event), { signal });
    for (const kind of FULL_SCREEN_EVENTS) {
      document.addEventListener(kind, () => this.showFull(), { signal });
    }
    this.fullTarget.hidden = !canFill(this.stageTarget, this.videoTarget);
    if (this.hasFloatTarget) {
      this.floatTarget.hidden = !this.canFloat;
    }
    this.element.setAttribute("data-ready", "");
  }

  override disconnect(): void {
    this.activity.abort();
    this.element.removeAttribute("data-ready");
  }

  fullScreen(): void {
    swapFullScreen(this.stageTarget, this.videoTarget);
  }

  pictureInPicture(): void {
    if (document.pictureInPictureElement) {
      document.exitPictureInPicture().catch(() => undefined);
    } else if (this.canFloat) {
      this.videoTarget.requestPictureInPicture().catch(() => undefined);
    }
  }

  openPanel(): void {
    this.showPanel(this.panelTarget.hidden);
  }

  closePanel(): void {
    this.showPanel(false);
    this.moreTarget.focus();
  }

  closeByKey(event: KeyboardEvent): void {
    if (!this.panelTarget.hidden) {
      event.preventDefault();
      this.closePanel();
    }
  }

  showKeys(): void {
    this.showPanel(false);
    // Older webviews have no dialogs; there the list opens in the page.
    if (typeof this.keysTarget.showModal === "function") {
      this.keysTarget.showModal();
    } else {
      this.keysTarget.setAttribute("open", "");
    }
  }

  closeKeys(): void {
    if (typeof this.keysTarget.close === "function") {
      this.keysTarget.close();
    } else {
      this.keysTarget.removeAttribute("open");
    }
  }

  private get canFloat(): boolean {
    return this.hasFloatTarget && document.pictureInPictureEnabled === true;
  }

  /** A tap on the picture plays or pauses; in full screen it first brings back what had faded. */
  private touch(event: PointerEvent): void {
    const { videoTarget: video, idling } = this;
    const ours = (event.target as Element).closest("button, a, .strip, .still") !== null;
    const wakes = event.pointerType === "touch" && fills(this.stageTarget) && (idling?.wasFaded ?? false);
    if (ours || wakes) {
      return;
    }
    if (video.paused) {
      video.play().catch(() => undefined);
    } else {
      video.pause();
    }
  }

  private showPanel(open: boolean): void {
    this.panelTarget.hidden = !open;
    this.moreTarget.setAttribute("aria-expanded", String(open));
    if (open) {
      this.panelTarget.focus({ preventScroll: true });
    }
  }

  private closeOutside(event: Event): void {
    const on = event.target as Node;
    if (!this.panelTarget.hidden && !this.panelTarget.contains(on) && !this.moreTarget.contains(on)) {
      this.showPanel(false);
    }
  }

  private showFull(): void {
    const full = fills(this.stageTarget);
    this.stageTarget.toggleAttribute("data-full", full);
    this.fullTarget.setAttribute("aria-pressed", String(full));
  }
}
