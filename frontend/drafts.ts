/**
 * What was typed into text areas and has not arrived: kept in the tab, bound to a member and a page.
 *
 * A text that was sent is given up when the next page of this member appears, because then the server has it (or holds
 * it over the sign-in). Closing the tab or signing out forgets everything.
 */

const PREFIX = "draft/";
const ON_ITS_WAY = "drafts-on-their-way";

interface Draft {
  text: string;
  /** What the server had put there; when it says something else now, the draft is out of date. */
  base: string;
}

export class Drafts {
  private readonly start: string;

  constructor(member: string, page: string) {
    this.start = `${PREFIX}${member}/${page}/`;
  }

  keep(area: HTMLTextAreaElement): void {
    if (area.value === area.defaultValue) {
      this.drop(this.key(area));
      return;
    }
    const draft: Draft = { text: area.value, base: area.defaultValue };
    try {
      sessionStorage.setItem(this.key(area), JSON.stringify(draft));
    } catch {
      // Storage is full or forbidden: the page itself still holds the text.
    }
  }

  /** The form is on its way; whether it arrives shows on the next page. */
  handOver(areas: HTMLTextAreaElement[]): void {
    const keys = areas.map((area) => this.key(area));
    sessionStorage.setItem(ON_ITS_WAY, JSON.stringify([...this.onTheirWay(), ...keys]));
  }

  /** Put back what has not arrived; true when anything was. `wentBack`: even what was on its way. */
  restore(areas: HTMLTextAreaElement[], wentBack: boolean): boolean {
    if (!wentBack) {
      for (const key of this.onTheirWay()) {
        this.drop(key);
      }
    }
    sessionStorage.removeItem(ON_ITS_WAY);
    return areas.filter((area) => this.putBack(area)).length > 0;
  }

  /** For pages that save by themselves: what is kept, and whether the server said the same when it was typed. */
  held(area: HTMLTextAreaElement): { text: string; upToDate: boolean } | null {
    const kept = sessionStorage.getItem(this.key(area));
    if (!kept) {
      return null;
    }
    const draft = JSON.parse(kept) as Draft;
    return { text: draft.text, upToDate: draft.base === area.defaultValue };
  }

  forgetAll(): void {
    for (const key of Object.keys(sessionStorage)) {
      if (key.startsWith(PREFIX)) {
        this.drop(key);
      }
    }
  }

  private putBack(area: HTMLTextAreaElement): boolean {
    const kept = sessionStorage.getItem(this.key(area));
    if (!kept) {
      return false;
    }
    const draft = JSON.parse(kept) as Draft;
    if (draft.base !== area.defaultValue || draft.text === area.value) {
      this.drop(this.key(area));
      return false;
    }
    area.value = draft.text;
    return true;
  }

  private onTheirWay(): string[] {
    return JSON.parse(sessionStorage.getItem(ON_ITS_WAY) ?? "[]") as string[];
  }

  private drop(key: string): void {
    sessionStorage.removeItem(key);
  }

  private key(area: HTMLTextAreaElement): string {
    return `${this.start}${area.form?.getAttribute("action") ?? ""}/${area.name}`;
  }
}
