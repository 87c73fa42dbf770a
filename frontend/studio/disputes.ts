/** Asking which of two texts is to stay, field by field. */
import { fillSlots } from "../states";
import type { Fields } from "./merging";
import { read } from "./merging";

/** A question for each disputed field, as copies of the page's template. */
export function questions(
  template: HTMLTemplateElement,
  form: HTMLFormElement,
  disputed: string[],
  sides: { mine: Fields; theirs: Fields },
): HTMLElement[] {
  return disputed.map((name) => {
    const group = (template.content.cloneNode(true) as DocumentFragment).firstElementChild as HTMLElement;
    group.dataset.name = name;
    for (const choice of group.querySelectorAll("input")) {
      choice.name = `choice-${name}`;
    }
    const field = form.querySelector<HTMLInputElement>(`[name="${CSS.escape(name)}"]`);
    const label = field?.labels?.[0]?.textContent?.trim() ?? name;
    fillSlots(group, { label, mine: words(sides.mine[name]), theirs: words(sides.theirs[name]) });
    return group;
  });
}

/** The fields of which their text was chosen. */
export function chosenTheirs(root: Element): string[] {
  const groups = [...root.querySelectorAll<HTMLFieldSetElement>("fieldset")];
  const theirs = groups.filter((group) => group.querySelector<HTMLInputElement>('input[value="theirs"]')?.checked);
  return theirs.map((group) => group.dataset.name ?? "");
}

/** The form as the server has it now, with its version; null when it cannot be seen. */
export async function standing(formId: string): Promise<{ fields: Fields; version: string } | null> {
  const response = await fetch(location.href, { credentials: "same-origin" });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const form = page.getElementById(formId) as HTMLFormElement | null;
  const version = form?.querySelector<HTMLInputElement>('[name="version"]')?.value;
  return form && version ? { fields: read(form), version } : null;
}

function words(values: string[] | undefined): string {
  return values?.join(", ") || "–";
}
