/** For the tests beside: a page with one controller on it. */
import { Application, type ControllerConstructor } from "@hotwired/stimulus";

export async function mount(name: string, controller: ControllerConstructor, html: string): Promise<Application> {
  document.body.innerHTML = html;
  const application = Application.start();
  application.register(name, controller);
  await new Promise((resolve) => setTimeout(resolve, 0));
  return application;
}

export function find<T extends Element = HTMLElement>(selector: string): T {
  const found = document.querySelector<T>(selector);
  if (!found) {
    throw new Error(`nothing on the page is ${selector}`);
  }
  return found;
}
