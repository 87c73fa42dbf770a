/** An answer as the form holds it and as the server takes it. */
export type Answer = { option: string } | { options: string[] } | { text: string } | null;

/** Read the fieldset; null when nothing is answered. `data-kind` decides the shape. */
export function readAnswer(item: HTMLElement): Answer {
  const chosen = [...item.querySelectorAll<HTMLInputElement>("input:checked")].map((input) => input.value);
  switch (item.dataset.kind) {
    case "single":
    case "true_false":
      return chosen[0] === undefined ? null : { option: chosen[0] };
    case "multiple":
      return chosen.length === 0 ? null : { options: chosen };
    default: {
      const text = textInput(item)?.value.trim() ?? "";
      return text === "" ? null : { text };
    }
  }
}

/** Put an answer that waited on this device back into the fieldset. */
export function writeAnswer(item: HTMLElement, answer: Answer): void {
  const chosen = new Set(
    answer && "options" in answer ? answer.options : answer && "option" in answer ? [answer.option] : [],
  );
  for (const input of item.querySelectorAll<HTMLInputElement>('input[type="radio"], input[type="checkbox"]')) {
    input.checked = chosen.has(input.value);
  }
  const text = textInput(item);
  if (text) {
    text.value = answer && "text" in answer ? answer.text : "";
  }
}

function textInput(item: HTMLElement): HTMLInputElement | HTMLTextAreaElement | null {
  return item.querySelector('input[type="text"], input[type="number"], textarea');
}
