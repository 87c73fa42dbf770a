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
  fillSlots(line, { name: event.member.name, text: event.text, time: hoursAndMinutes(at) });
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

function hoursAndMinutes(at: Date): string {
  return `${String(at.getHours()).padStart(2, "0")}:${String(at.getMinutes()).padStart(2, "0")}`;
}
