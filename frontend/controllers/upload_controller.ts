/**
 * Uploads a recording in resumable pieces (tus 1.0), then shows how its transcoding moves.
 *
 * The mark-up is `components/upload.html`; include it inside a form:
 *
 *     {% include "components/upload.html" with organisation_id=… %}
 *
 *     <div data-controller="upload"
 *          data-upload-endpoint-value="/api/uploads/"          (tus creation; metadata filename, filetype, organisation)
 *          data-upload-status-value="/api/assets/"         (GET {status}{id} → {"state","progress_percent","failure"})
 *          data-upload-organisation-value="…">
 *       <input type="file" accept="video/*,audio/*" data-upload-target="file" data-action="upload#begin">
 *       <progress data-upload-target="progress" max="100" hidden></progress>
 *       <p class="state" role="status" data-upload-target="state"><span data-state="uploading" hidden>…</span> …</p>
 *       <button type="button" data-upload-target="pause" data-action="upload#pause" hidden>…</button>
 *       <button type="button" data-upload-target="resume" data-action="upload#resume" hidden>…</button>
 *       <button type="button" data-upload-target="cancel" data-action="upload#cancel" hidden>…</button>
 *       <p data-upload-target="failure" hidden></p>
 *       <input type="hidden" name="asset" data-upload-target="asset">
 *     </div>
 *
 * The asset's id is the last path segment of the Location header. It dispatches `upload:stored` with {id}.
 */
import { Controller } from "@hotwired/stimulus";
import type { Upload } from "tus-js-client";

import { csrfToken } from "../http";
import { followAsset } from "../media/following";
import { showState } from "../states";

const PIECE_BYTES = 4 * 1024 * 1024;
const RETRY_MS = [0, 1000, 3000, 5000, 10_000, 20_000, 30_000];

export default class UploadController extends Controller<HTMLElement> {
  static override targets = ["file", "progress", "state", "failure", "pause", "resume", "cancel", "asset"];
  static override values = { endpoint: String, status: String, organisation: String };

  declare readonly fileTarget: HTMLInputElement;
  declare readonly progressTarget: HTMLProgressElement;
  declare readonly stateTarget: HTMLElement;
  declare readonly failureTarget: HTMLElement;
  declare readonly pauseTarget: HTMLElement;
  declare readonly resumeTarget: HTMLElement;
  declare readonly cancelTarget: HTMLElement;
  declare readonly assetTarget: HTMLInputElement;
  declare readonly endpointValue: string;
  declare readonly statusValue: string;
  declare readonly organisationValue: string;

  private upload: Upload | null = null;
  private stopFollowing: (() => void) | null = null;
  private readonly warn = (event: BeforeUnloadEvent) => event.preventDefault();

  override connect(): void {
    // On a slow network a file may have been chosen before this script arrived.
    if (this.fileTarget.files?.length) {
      this.begin();
    }
  }

  override disconnect(): void {
    this.upload?.abort();
    this.upload = null;
    this.stopFollowing?.();
    window.removeEventListener("beforeunload", this.warn);
  }

  async begin(): Promise<void> {
    const file = this.fileTarget.files?.[0];
    if (!file) {
      return;
    }
    this.upload?.abort();
    this.stopFollowing?.();
    const tus = await import("tus-js-client");
    const upload = new tus.Upload(file, {
      endpoint: this.endpointValue,
      chunkSize: PIECE_BYTES,
      retryDelays: RETRY_MS,
      removeFingerprintOnSuccess: true,
      metadata: { filename: file.name, filetype: file.type, organisation: this.organisationValue },
      onBeforeRequest: (request) => request.setHeader("X-CSRFToken", csrfToken()),
      onProgress: (sent, all) => this.advance(all > 0 ? (100 * sent) / all : 0),
      onSuccess: () => this.arrived(upload.url ?? ""),
      onError: (error) => this.failed(error),
    });
    this.upload = upload;
    // The same file, chosen again after the page was closed, goes on where it stopped.
    const [earlier] = await upload.findPreviousUploads();
    if (earlier) {
      upload.resumeFromPreviousUpload(earlier);
    }
    this.run();
  }

  run(): void {
    this.upload?.start();
    window.addEventListener("beforeunload", this.warn);
    this.show("uploading");
  }

  pause(): void {
    this.upload?.abort();
    this.show("paused");
  }

  resume(): void {
    this.run();
  }

  async cancel(): Promise<void> {
    window.removeEventListener("beforeunload", this.warn);
    const { upload } = this;
    this.upload = null;
    this.fileTarget.value = "";
    this.assetTarget.value = "";
    this.show("");
    // Also tells the server; without network it forgets the upload after its own time.
    await upload?.abort(true).catch(() => undefined);
  }

  private advance(percent: number): void {
    this.progressTarget.value = percent;
  }

  private arrived(url: string): void {
    window.removeEventListener("beforeunload", this.warn);
    const id = url.split("/").filter(Boolean).pop() ?? "";
    this.assetTarget.value = id;
    // The file itself has arrived; sending the form must not carry it a second time.
    this.fileTarget.value = "";
    this.show("stored");
    this.dispatch("stored", { detail: { id } });
    this.stopFollowing = followAsset(this.statusValue + id, (status) => {
      this.show(status.state);
      this.advance(status.progress_percent);
      this.fail(status.failure);
    });
  }

  private failed(error: Error): void {
    window.removeEventListener("beforeunload", this.warn);
    const response = "originalResponse" in error ? (error.originalResponse as { getBody(): string } | null) : null;
    this.show(response ? "failed" : "waiting");
    this.resumeTarget.hidden = response !== null;
    this.fail(response ? detailOf(response.getBody()) : "");
  }

  private fail(words: string): void {
    this.failureTarget.hidden = words === "";
    this.failureTarget.textContent = words;
  }

  private show(state: string): void {
    showState(this.stateTarget, state);
    this.progressTarget.hidden = state === "" || state === "ready" || state === "failed";
    this.pauseTarget.hidden = state !== "uploading";
    this.resumeTarget.hidden = state !== "paused";
    this.cancelTarget.hidden = state !== "uploading" && state !== "paused" && state !== "waiting";
  }
}

function detailOf(body: string): string {
  try {
    return (JSON.parse(body) as { detail?: string }).detail ?? "";
  } catch {
    // A proxy answered in its own words, which are no use to anybody.
    return "";
  }
}
