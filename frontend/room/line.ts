/** The bodies of the room's mark-up: one line of the log, one message under way. */
import { fillSlots } from "../states";
import type { RoomEvent } from "./ordering";

/** A copy of the template's first element, filled; null when the template is empty. */
export function eventLine(template: HTMLTemplateElement, event: RoomEvent): HTMLElement | null {
  const line = copy(template);
  if (!line) {
    return null;
  }
  line.dataset.number = String(event.number);
  const at = new Date(event.at);
  const time = line.querySelector<HTMLTimeElement>('time[data-slot="time"]');
  if (time) {
    time.dateTime = event.at;
  }
  fillSlots(line, { name: event.member.name, text: event.text, time: clockOf(at) });
  return line;
}

export function pendingLine(template: HTMLTemplateElement, text: string): HTMLElement | null {
  const line = copy(template);
  if (line) {
    fillSlots(line, { text });
  }
  return line;
}

function copy(template: HTMLTemplateElement): HTMLElement | null {
  return (template.content.firstElementChild?.cloneNode(true) as HTMLElement | undefined) ?? null;
}

/** `19:38` by the clock of the institution, as the server writes it, wherever the reader is. */
function clockOf(at: Date): string {
  const timeZone = document.documentElement.dataset.timeZone;
  const parts = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", ...(timeZone && { timeZone }) });
  return parts.format(at);
}
