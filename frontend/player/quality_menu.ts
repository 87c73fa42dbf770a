/** The list of renditions to choose from, with what each of them costs. */
import { sentence } from "../states";
import { type Rung, type RungPatterns, rungName, rungWords } from "./quality";
import { readWishes } from "./wishes";

export interface MenuPatterns extends RungPatterns {
  /** Takes {name}. */
  automatic: string;
}

export class QualityMenu {
  /** The first option is the automatic one; `row` is shown once there is a choice. */
  constructor(
    private readonly select: HTMLSelectElement,
    private readonly row: HTMLElement,
    private readonly patterns: MenuPatterns,
  ) {}

  offer(rungs: readonly Rung[]): void {
    const { quality, saver } = readWishes();
    const options = rungs.map((rung) => new Option(rungWords(rung, this.patterns), String(rung.short)));
    const [automatic] = this.select.options;
    this.select.replaceChildren(...(automatic ? [automatic] : []), ...options);
    this.select.value = String(quality);
    if (this.select.selectedIndex < 0) {
      this.select.selectedIndex = 0;
    }
    this.select.disabled = saver;
    this.row.hidden = rungs.length < 2;
  }

  /** Say what the network allows at the moment. */
  name(rung: Rung): void {
    const [automatic] = this.select.options;
    if (automatic && rung.short > 0) {
      automatic.text = sentence(this.patterns.automatic, { name: rungName(rung, this.patterns) });
    }
  }
}
