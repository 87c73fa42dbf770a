/**
 * Asks the device for a passkey, or to make one, and sends what it answers with the form.
 *
 *     <form method="post" data-controller="passkey" data-action="passkey#submit"
 *           data-passkey-ceremony-value="create" data-passkey-options-value="passkey-options">
 *       {{ js_data.creation_options|json_script:"passkey-options" }}
 *       <input type="hidden" name="credential" data-passkey-target="credential">
 *       <p data-passkey-target="state"><span data-state="asking" hidden>…</span> …</p>
 *       <button data-passkey-target="button">…</button>
 *     </form>
 *
 * `ceremony` is `create` or `get`; a button of type `button` calls `passkey#ask`. There is nothing without script.
 */
import { Controller } from "@hotwired/stimulus";
import { askForPasskey, type Ceremony, type PublicKeyOptions } from "../passkeys";
import { showState } from "../states";

export default class PasskeyController extends Controller<HTMLFormElement> {
  static override targets = ["credential", "state", "button"];
  static override values = { ceremony: String, options: String };

  declare readonly credentialTarget: HTMLInputElement;
  declare readonly stateTarget: HTMLElement;
  declare readonly buttonTarget: HTMLButtonElement;
  declare readonly ceremonyValue: Ceremony;
  declare readonly optionsValue: string;

  override connect(): void {
    // Missing on plain http and in older webviews.
    if (!window.PublicKeyCredential) {
      showState(this.stateTarget, "missing");
      this.buttonTarget.disabled = true;
    }
  }

  submit(event: SubmitEvent): void {
    event.preventDefault();
    void this.ask();
  }

  async ask(): Promise<void> {
    showState(this.stateTarget, "asking");
    this.buttonTarget.disabled = true;
    try {
      this.credentialTarget.value = JSON.stringify(await askForPasskey(this.ceremonyValue, this.options()));
    } catch (error) {
      // The device knows such a passkey already, or the person closed its window.
      showState(
        this.stateTarget,
        error instanceof DOMException && error.name === "InvalidStateError" ? "known" : "refused",
      );
      this.buttonTarget.disabled = false;
      return;
    }
    this.element.submit();
  }

  private options(): PublicKeyOptions {
    return JSON.parse(document.getElementById(this.optionsValue)?.textContent ?? "{}").publicKey;
  }
}
