/**
 * A button that prints the page; it shows itself only where script runs.
 *
 *     <button type="button" class="button plain" data-controller="print" data-action="print#now" hidden>Print</button>
 */
import { Controller } from "@hotwired/stimulus";

export default class PrintController extends Controller<HTMLButtonElement> {
  override connect(): void {
    this.element.hidden = false;
  }

  now(): void {
    window.print();
  }
}
