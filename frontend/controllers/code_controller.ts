/**
 * Fills in a code that a scanned QR code brought along as the page's fragment, which no server ever sees.
 *
 *     <form method="post" data-controller="code"><input name="code"></form>
 */
import { Controller } from "@hotwired/stimulus";

export default class CodeController extends Controller<HTMLFormElement> {
  override connect(): void {
    const code = decodeURIComponent(window.location.hash.slice(1));
    const field = this.element.querySelector<HTMLInputElement>("[name=code]");
    if (field && /^[\w-]{12,20}$/.test(code)) {
      field.value = code;
      // A code on screen may be read over a shoulder, in the address bar as well.
      window.history.replaceState(null, "", window.location.pathname);
    }
  }
}
