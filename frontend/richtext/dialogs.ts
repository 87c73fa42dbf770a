/**
 * The editor's questions: `<dialog data-ask="link">` with fields named by `data-field`. Fields have no name and buttons
 * are no submit buttons, because all of it stands within the lecture's form and must never be sent with it.
 */

export type Answer = Record<string, string>;

export class Dialogs {
  constructor(private readonly root: HTMLElement) {}

  /** Show the question; resolves with the fields, or null when it was put away. `check` gives a complaint or "". */
  ask(name: string, values: Answer, check: (answer: Answer) => string = () => ""): Promise<Answer | null> {
    const dialog = this.root.querySelector<HTMLDialogElement>(`[data-ask="${name}"]`);
    if (!dialog) {
      return Promise.resolve(null);
    }
    this.fill(dialog, values);
    dialog.showModal();
    return new Promise((resolve) => {
      const listening = new AbortController();
      const { signal } = listening;
      const end = (answer: Answer | null): void => {
        listening.abort();
        dialog.close();
        resolve(answer);
      };
      const accept = (extra: Answer = {}): void => {
        const answer = { ...this.read(dialog), ...extra };
        const complaint = check(answer);
        this.complain(dialog, complaint);
        if (!complaint) {
          end(answer);
        }
      };
      dialog.addEventListener("cancel", () => end(null), { signal });
      dialog.addEventListener(
        "click",
        (event) => {
          const act = (event.target as Element).closest<HTMLElement>("[data-act]")?.dataset.act;
          if (act === "cancel") {
            end(null);
          } else if (act) {
            accept({ act });
          }
        },
        { signal },
      );
      dialog.addEventListener(
        "keydown",
        (event) => {
          if (event.key === "Enter" && event.target instanceof HTMLInputElement) {
            event.preventDefault();
            accept({ act: "accept" });
          }
        },
        { signal },
      );
      // What is typed into a question is nothing that the lecture's form should take for a change of its own.
      for (const happening of ["input", "change"]) {
        dialog.addEventListener(happening, (event) => event.stopPropagation(), { signal });
      }
    });
  }

  read(dialog: HTMLElement): Answer {
    return Object.fromEntries(
      fields(dialog).map((field) => [
        field.dataset.field ?? "",
        field instanceof HTMLInputElement && field.type === "checkbox" ? (field.checked ? "yes" : "") : field.value,
      ]),
    );
  }

  complain(dialog: HTMLElement, complaint: string): void {
    const place = dialog.querySelector<HTMLElement>("[data-complaint]");
    if (place) {
      place.textContent = complaint;
      place.hidden = !complaint;
    }
  }

  private fill(dialog: HTMLElement, values: Answer): void {
    this.complain(dialog, "");
    for (const field of fields(dialog)) {
      const value = values[field.dataset.field ?? ""] ?? "";
      if (field instanceof HTMLInputElement && field.type === "checkbox") {
        field.checked = value === "yes";
      } else {
        field.value = value;
      }
    }
  }
}

function fields(dialog: HTMLElement): (HTMLInputElement | HTMLTextAreaElement)[] {
  return [...dialog.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("[data-field]")];
}
