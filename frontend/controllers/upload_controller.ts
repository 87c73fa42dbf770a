/**
 * Takes files from the field or dropped anywhere on the page and carries them to the server one after the other, in
 * pieces that survive a lost network, a closed browser and a restarted server.
 *
 * The mark-up is `components/upload.html`; include it inside a form with enctype multipart/form-data:
 *
 *     {% include "components/upload.html" with organisation_id=… %}              (one file; fills the hidden "asset")
 *     {% include "components/upload.html" with organisation_id=… many=True %}    (as many as one likes)
 *
 *     <div data-controller="upload" data-upload-endpoint-value="/api/uploads/"   (tus creation)
 *          data-upload-room-value="/api/upload-room"    (GET {room}?organisation=… → what fits, and what was begun)
 *          data-upload-status-value="/api/assets/"      (GET {status}{id} → how preparing goes)
 *          data-upload-page-value="/studio/uploads/"    (the page of a file is {page}{id}/)
 *          data-upload-organisation-value="…" data-upload-many-value="false">
 *       <input type="hidden" name="asset" data-upload-target="asset">
 *       <div data-upload-target="zone"><input type="file" data-upload-target="file" data-action="upload#choose"></div>
 *       <ul data-upload-target="list"></ul> <p role="status" data-upload-target="voice"></p>
 *       <template data-upload-target="row"> (see media/upload_row.ts) </template>
 *     </div>
 *
 * It dispatches `upload:stored` with {id} for every file that has arrived.
 */
import { Controller } from "@hotwired/stimulus";

import { type Carriage, Carrier } from "../media/carrier";
import { listenForDrops } from "../media/dropping";
import { askForRoom, earlierUpload, type Room } from "../media/room";
import { type Act, UploadRow } from "../media/upload_row";

interface Entry {
  carrier: Carrier;
  row: UploadRow;
}

export default class UploadController extends Controller<HTMLElement> {
  static override targets = ["file", "asset", "zone", "list", "row", "voice"];
  static override values = {
    endpoint: String,
    room: String,
    status: String,
    page: String,
    organisation: String,
    many: Boolean,
  };

  declare readonly fileTarget: HTMLInputElement;
  declare readonly assetTarget: HTMLInputElement;
  declare readonly zoneTarget: HTMLElement;
  declare readonly listTarget: HTMLElement;
  declare readonly rowTarget: HTMLTemplateElement;
  declare readonly voiceTarget: HTMLElement;
  declare readonly endpointValue: string;
  declare readonly roomValue: string;
  declare readonly statusValue: string;
  declare readonly pageValue: string;
  declare readonly organisationValue: string;
  declare readonly manyValue: boolean;

  private entries: Entry[] = [];
  private readonly warn = (event: BeforeUnloadEvent) => event.preventDefault();
  private stopListening = () => {};

  override connect(): void {
    this.stopListening = listenForDrops(this.zoneTarget, (files) => this.take(files));
    this.zoneTarget.dataset.live = "";
    // On a slow network a file may have been chosen before this script arrived.
    this.choose();
  }

  override disconnect(): void {
    this.stopListening();
    window.removeEventListener("beforeunload", this.warn);
    for (const { carrier, row } of this.entries) {
      carrier.halt();
      row.remove();
    }
    this.entries = [];
  }

  choose(): void {
    const files = [...(this.fileTarget.files ?? [])];
    if (files.length > 0) {
      // The files travel on their own; sending the form must not carry them a second time.
      this.fileTarget.value = "";
      this.take(files);
    }
  }

  private async take(files: File[]): Promise<void> {
    const room = await askForRoom(this.roomValue, this.organisationValue);
    if (!this.manyValue) {
      this.clear();
    }
    let free = room?.free ?? Number.POSITIVE_INFINITY;
    for (const file of this.manyValue ? files : files.slice(0, 1)) {
      const earlier = earlierUpload(room, file, this.organisationValue);
      const hindrance = earlier ? "" : hindranceOf(file, room, free);
      this.add(file, earlier, hindrance);
      free -= earlier || hindrance ? 0 : file.size;
    }
    this.next();
  }

  private add(file: File, earlier: string | null, hindrance: string): void {
    if (this.entries.some(({ carrier }) => isSame(carrier.file, file) && carrier.state !== "stored")) {
      return;
    }
    const row = new UploadRow(this.rowTarget, file.name, file.size, (act) => this.act(entry, act), this.say);
    const carrier = new Carrier(file, this.endpointValue, this.organisationValue, earlier, {
      changed: (state, reason) => this.changed(entry, state, reason),
      advanced: (sent) => row.advance(sent),
    });
    const entry: Entry = { carrier, row };
    this.listTarget.append(row.element);
    row.show(hindrance || "waiting");
    if (hindrance) {
      carrier.state = "refused";
    }
    this.entries.push(entry);
  }

  /** One at a time: on a weak network two files side by side both arrive late. */
  private next(): void {
    if (!this.entries.some(({ carrier }) => carrier.state === "uploading" || carrier.state === "offline")) {
      this.entries.find(({ carrier }) => carrier.state === "waiting")?.carrier.start();
    }
    const travelling = this.entries.some(({ carrier }) => carrier.state === "uploading" || carrier.state === "waiting");
    window.removeEventListener("beforeunload", this.warn);
    if (travelling) {
      window.addEventListener("beforeunload", this.warn);
    }
  }

  private changed(entry: Entry, state: Carriage, reason: string): void {
    if (this.entries.includes(entry)) {
      entry.row.show(state, reason);
      if (state === "stored") {
        this.stored(entry);
      }
      this.next();
    }
  }

  private stored({ carrier, row }: Entry): void {
    const id = carrier.url?.split("/").filter(Boolean).pop() ?? "";
    this.assetTarget.value = id;
    this.dispatch("stored", { detail: { id } });
    row.follow(this.statusValue + id, `${this.pageValue}${id}/`);
  }

  private act(entry: Entry, act: Act): void {
    if (act === "pause") {
      entry.carrier.pause();
    } else if (act === "resume" || act === "again") {
      entry.carrier.start();
    } else if (act === "ask" || act === "keep") {
      entry.row.askWhether(act === "ask");
    } else {
      this.forget(entry);
      entry.carrier.giveUp();
      this.fileTarget.focus();
    }
  }

  private clear(): void {
    this.assetTarget.value = "";
    for (const entry of [...this.entries]) {
      entry.carrier.halt();
      this.forget(entry);
    }
  }

  private forget(entry: Entry): void {
    this.entries = this.entries.filter((other) => other !== entry);
    entry.row.remove();
    this.next();
  }

  private readonly say = (words: string) => {
    this.voiceTarget.textContent = words;
  };
}

function isSame(one: File, other: File): boolean {
  return one.name === other.name && one.size === other.size && one.lastModified === other.lastModified;
}

function hindranceOf(file: File, room: Room | null, free: number): string {
  if (room && file.size > room.largest) {
    return "too-large";
  }
  return file.size > free ? "no-room" : "";
}
