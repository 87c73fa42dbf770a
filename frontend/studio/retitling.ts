/** Editing a title where it stands: Enter keeps it, Escape leaves it, and so does an empty one. */

const LONGEST = 120;

/** `save` gets the wanted title and the one that was shown, and answers what it is called then. */
export function retitle(
  title: HTMLElement,
  label: string,
  save: (wanted: string, before: string) => Promise<string>,
): void {
  const shown = title.querySelector<HTMLElement>("[data-slot='title']");
  if (!shown || title.querySelector("input")) {
    return;
  }
  const before = shown.textContent ?? "";
  const input = document.createElement("input");
  input.value = before;
  input.maxLength = LONGEST;
  input.setAttribute("aria-label", label);
  shown.hidden = true;
  shown.after(input);
  input.focus();
  input.select();
  let done = false;
  const end = async (wanted: string | null) => {
    if (done) {
      return;
    }
    done = true;
    input.remove();
    shown.hidden = false;
    if (wanted && wanted !== before) {
      shown.textContent = wanted;
      shown.textContent = await save(wanted, before);
    }
  };
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === "Escape") {
      event.preventDefault();
      end(event.key === "Enter" ? input.value.trim() : null);
    }
  });
  input.addEventListener("blur", () => end(input.value.trim()));
}
