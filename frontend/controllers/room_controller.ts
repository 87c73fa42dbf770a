/**
 * A live room: the page comes with its history, socket frames only add to it, polling takes over where sockets fail.
 *
 *     <section data-controller="room"
 *              data-room-socket-value="/ws/rooms/{session}"
 *              data-room-events-value="/api/rooms/{session}/events"   (GET ?after=N, same events by polling)
 *              data-room-say-value="/api/rooms/{session}/messages"    (POST {"client_id","text"} while polling)
 *              data-room-member-value="{{ request.user.public_id }}"
 *              data-room-session-value="{{ session.public_id }}"
 *              data-room-last-value="{{ last event number on the page, 0 for none }}"
 *              data-room-open-value="true">                           (false: an ended room is a lasting page)
 *       <p><span data-room-target="present">25</span></p>
 *       <p class="state" role="status" data-room-target="state">
 *         <span data-state="connecting">…</span> <span data-state="live" hidden>…</span>
 *         <span data-state="polling" hidden>…</span> <span data-state="offline" hidden>…</span> <span data-state="ended" hidden>…</span>
 *       </p>
 *       <ol class="log" data-room-target="log"> <li data-number="7"><b>Name</b><time datetime="…">19:38</time><p>text</p></li> </ol>
 *       <template data-room-target="message"><li><b data-slot="name"></b><time data-slot="time"></time><p data-slot="text"></p></li></template>
 *       <template data-room-target="notice" data-kind="joined"><li class="quiet">…<span data-slot="name"></span>… <time data-slot="time"></time></li></template>
 *         (one notice template a kind that is to be shown; kinds without one are counted but not shown)
 *       <ol class="log" data-room-target="outgoing" aria-live="off"></ol>   (own messages not yet acknowledged)
 *       <template data-room-target="pending"><li class="pending"><p data-slot="text"></p>
 *         <span class="state"><span data-state="waiting">Waiting for the network</span><span data-state="refused" hidden>Not accepted: <span data-slot="reason"></span></span></span></li></template>
 *       <form class="say" method="post" data-action="submit->room#say"><input name="text" data-room-target="input" maxlength="1000"><button class="button">Send</button></form>
 *     </section>
 */
import { Controller } from "@hotwired/stimulus";

import { eventLine, pendingLine } from "../room/line";
import { type LinkState, RoomLink } from "../room/link";
import type { RoomEvent } from "../room/ordering";
import { fillSlots, showState } from "../states";

/** Within this many pixels of the end somebody is reading along, so new messages may move the page. */
const NEAR_END = 160;

export default class RoomController extends Controller<HTMLElement> {
  static override targets = ["present", "state", "log", "message", "notice", "outgoing", "pending", "input"];
  static override values = {
    socket: String,
    events: String,
    say: String,
    member: String,
    session: String,
    last: Number,
    open: Boolean,
  };

  declare readonly presentTargets: HTMLElement[];
  declare readonly stateTargets: HTMLElement[];
  declare readonly logTarget: HTMLElement;
  declare readonly messageTarget: HTMLTemplateElement;
  declare readonly noticeTargets: HTMLTemplateElement[];
  declare readonly outgoingTarget: HTMLElement;
  declare readonly pendingTarget: HTMLTemplateElement;
  declare readonly inputTarget: HTMLInputElement;
  declare readonly socketValue: string;
  declare readonly eventsValue: string;
  declare readonly sayValue: string;
  declare readonly memberValue: string;
  declare readonly sessionValue: string;
  declare readonly lastValue: number;
  declare readonly openValue: boolean;

  private link: RoomLink | null = null;

  override connect(): void {
    if (!this.openValue) {
      return;
    }
    this.link = new RoomLink(
      { socket: this.socketValue, events: this.eventsValue, say: this.sayValue },
      {
        events: (events) => this.add(events),
        present: (number) => this.count(number),
        state: (state) => this.show(state),
        taken: (clientId) => this.pendingOf(clientId)?.remove(),
        refused: (clientId, detail) => this.refuse(clientId, detail),
      },
      { member: this.memberValue, session: this.sessionValue, last: this.lastValue },
    );
    this.show("connecting");
    this.link.start((clientId, text) => this.addPending(clientId, text));
  }

  override disconnect(): void {
    this.link?.stop();
    this.link = null;
  }

  say(event: SubmitEvent): void {
    const text = this.inputTarget.value.trim();
    if (!this.link) {
      return;
    }
    event.preventDefault();
    if (text === "") {
      return;
    }
    const clientId = newId();
    this.addPending(clientId, text);
    this.inputTarget.value = "";
    this.inputTarget.focus();
    this.link.say(clientId, text);
  }

  private add(events: RoomEvent[]): void {
    const follow = window.innerHeight + window.scrollY > document.body.scrollHeight - NEAR_END;
    for (const event of events) {
      const template = event.kind === "message" ? this.messageTarget : this.noticeOf(event.kind);
      const line = template && eventLine(template, event);
      if (line) {
        this.logTarget.append(line);
      }
      if (event.kind === "ended" || event.kind === "opened") {
        // The server decides what an ended or opened room offers; its page says it.
        window.location.reload();
      }
    }
    if (follow) {
      this.logTarget.lastElementChild?.scrollIntoView({ block: "nearest" });
    }
  }

  private noticeOf(kind: string): HTMLTemplateElement | undefined {
    return this.noticeTargets.find((template) => template.dataset.kind === kind);
  }

  private addPending(clientId: string, text: string): void {
    const line = pendingLine(this.pendingTarget, text);
    if (line) {
      line.dataset.client = clientId;
      this.outgoingTarget.append(line);
    }
  }

  private pendingOf(clientId: string): HTMLElement | undefined {
    return [...this.outgoingTarget.querySelectorAll<HTMLElement>("[data-client]")].find(
      (line) => line.dataset.client === clientId,
    );
  }

  private refuse(clientId: string, detail: string): void {
    const line = this.pendingOf(clientId);
    if (line) {
      showState(line, "refused");
      fillSlots(line, { reason: detail });
    }
  }

  private count(number: number): void {
    for (const target of this.presentTargets) {
      target.textContent = String(number);
    }
  }

  private show(state: LinkState): void {
    for (const target of this.stateTargets) {
      showState(target, state);
    }
  }
}

/** `randomUUID` is missing in older webviews and outside secure contexts. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
