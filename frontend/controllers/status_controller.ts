/**
 * Follows the transcoding of an asset that is already there and says in words how far it is.
 *
 * The mark-up is `components/asset_status.html`: {% include "components/asset_status.html" with asset=asset %}
 *
 *     <div data-controller="status" data-status-url-value="/api/assets/{id}" data-status-now-value="transcoding">
 *       <progress data-status-target="progress" max="100"></progress>
 *       <p class="state" role="status" data-status-target="state"><span data-state="transcoding">…</span> …</p>
 *       <span data-status-target="remaining"></span> <p data-status-target="failure" hidden></p>
 *     </div>
 *
 * States: uploading, stored, probing, transcoding, ready, failed. It stops asking at ready and failed.
 */
import { Controller } from "@hotwired/stimulus";

import { type AssetStatus, followAsset } from "../media/following";
import { showState } from "../states";

export default class StatusController extends Controller<HTMLElement> {
  static override targets = ["progress", "state", "remaining", "failure"];
  static override values = { url: String, now: String };

  declare readonly progressTarget: HTMLProgressElement;
  declare readonly stateTarget: HTMLElement;
  declare readonly remainingTarget: HTMLElement;
  declare readonly failureTarget: HTMLElement;
  declare readonly urlValue: string;
  declare nowValue: string;

  private stopFollowing: (() => void) | null = null;

  override connect(): void {
    if (this.nowValue !== "ready" && this.nowValue !== "failed") {
      this.stopFollowing = followAsset(this.urlValue, (status) => this.show(status));
    }
  }

  override disconnect(): void {
    this.stopFollowing?.();
    this.stopFollowing = null;
  }

  private show(status: AssetStatus): void {
    this.nowValue = status.state;
    showState(this.stateTarget, status.state);
    this.progressTarget.value = status.progress_percent;
    this.progressTarget.hidden = status.state === "ready" || status.state === "failed";
    this.remainingTarget.textContent = status.remaining;
    this.failureTarget.textContent = status.failure || status.delay;
    this.failureTarget.hidden = this.failureTarget.textContent === "";
  }
}
