/**
 * Shows a chosen text size or colour scheme at once; the form still saves it.
 *
 *     <form method="post" data-controller="preferences">
 *       <input type="radio" name="text_size" value="large" data-action="preferences#show">
 *       <input type="radio" name="colour_scheme" value="dark" data-action="preferences#show">
 *     </form>
 */
import { Controller } from "@hotwired/stimulus";

export default class PreferencesController extends Controller<HTMLFormElement> {
  show(event: Event): void {
    const input = event.target as HTMLInputElement;
    const root = document.documentElement.dataset;
    if (input.name === "text_size") {
      root.size = input.value;
    } else if (input.name === "colour_scheme") {
      root.scheme = input.value;
    }
  }
}
