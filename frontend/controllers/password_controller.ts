/**
 * Says while typing which rules a new password fulfils; the server judges all of them again.
 *
 *     <div data-controller="password" data-password-least-value="10" data-password-long-value="20">
 *       <input type="password" data-password-target="field" data-action="password#check">
 *       <ul><li data-rule="length" data-password-target="rule">At least 10 characters.<span data-met hidden> – fulfilled</span></li></ul>
 *     </div>
 *
 * Rules it cannot judge here (common passwords, former ones) stay plain help.
 */
import { Controller } from "@hotwired/stimulus";

const KINDS = [/[a-z]/, /[A-Z]/, /\p{Nd}/u, /[^a-zA-Z\p{Nd}]/u];
const KINDS_NEEDED = 3;

export default class PasswordController extends Controller<HTMLElement> {
  static override targets = ["field", "rule"];
  static override values = { least: Number, long: Number };

  declare readonly fieldTarget: HTMLInputElement;
  declare readonly ruleTargets: HTMLElement[];
  declare readonly leastValue: number;
  declare readonly longValue: number;

  check(): void {
    const password = this.fieldTarget.value;
    const length = [...password].length;
    const kinds = KINDS.filter((kind) => kind.test(password)).length;
    const met: Record<string, boolean> = {
      length: length >= this.leastValue,
      mixture: length >= this.longValue || kinds >= KINDS_NEEDED,
    };
    for (const rule of this.ruleTargets) {
      const fulfilled = met[rule.dataset.rule ?? ""] ?? false;
      rule.classList.toggle("ok", fulfilled);
      rule.querySelector<HTMLElement>("[data-met]")?.toggleAttribute("hidden", !fulfilled);
    }
  }
}
