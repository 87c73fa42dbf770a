/**
 * Asks once more before a form is sent, in a dialog that says what will happen.
 *
 *     <form method="post" action="…" data-controller="confirm" data-action="submit->confirm#ask">
 *       {% csrf_token %} <button class="button plain">Withdraw</button>
 *       <dialog class="confirm" data-confirm-target="dialog" aria-labelledby="withdraw-says">
 *         <p id="withdraw-says">28 members will no longer find this course. What they have earned stays.</p>
 *         <div class="actions"><button class="button plain" value="yes" data-action="confirm#yes">Withdraw it</button>
 *           <button type="button" class="button plain" data-action="confirm#no">Keep it</button></div>
 *       </dialog>
 *     </form>
 *
 * Without script the form is sent at once, so the page it leads to must be harmless or ask itself.
 */
import { Controller } from "@hotwired/stimulus";

export default class ConfirmController extends Controller<HTMLFormElement> {
  static override targets = ["dialog"];

  declare readonly dialogTarget: HTMLDialogElement;

  private confirmed = false;

  ask(event: SubmitEvent): void {
    // Older webviews have no dialogs; there the form goes without the second question.
    if (this.confirmed || typeof this.dialogTarget.showModal !== "function") {
      return;
    }
    event.preventDefault();
    this.dialogTarget.showModal();
  }

  yes(): void {
    this.confirmed = true;
  }

  no(): void {
    this.dialogTarget.close();
  }
}
