/**
 * Makes nested lists of links a tree: opened level by level, walked by keyboard (the ARIA pattern "navigation tree").
 *
 *     <div data-controller="tree" data-action="keydown->tree#move click->tree#click" aria-label="…">
 *       <ul>
 *         <li data-tree-target="node" data-children="…url of the next level, absent for a leaf…">
 *           <a href="…"><span>name</span> …</a> <ul>…the next level, where the page holds it already…</ul></li></ul>
 *       <p class="state" role="status" data-tree-target="state"><span data-state="failed" hidden>…</span></p>
 *     </div>
 *
 * The next level is the same list, fetched as a piece of HTML. Without script every link leads to the node's own page.
 * Arrows walk, right and left open and close, Home and End jump, letters search, Enter follows the link.
 */
import { Controller } from "@hotwired/stimulus";

import { showState } from "../states";
import { asList, itemOf, nameOf, nodeOf } from "../tree/nodes";
import { Typing } from "../tree/typing";

export default class TreeController extends Controller<HTMLElement> {
  static override targets = ["node", "state"];

  declare readonly nodeTargets: HTMLLIElement[];
  declare readonly stateTarget: HTMLElement;

  private readonly typing = new Typing();
  private readonly arriving = new Map<HTMLLIElement, Promise<void>>();

  override connect(): void {
    const list = this.element.querySelector("ul");
    list?.setAttribute("role", "tree");
    list?.setAttribute("aria-label", this.element.getAttribute("aria-label") ?? "");
    this.element.removeAttribute("aria-label");
    const first = this.items()[0];
    if (first) {
      first.tabIndex = 0;
    }
  }

  nodeTargetConnected(node: HTMLLIElement): void {
    const item = itemOf(node);
    node.setAttribute("role", "none");
    item.setAttribute("role", "treeitem");
    item.tabIndex = -1;
    const list = node.querySelector<HTMLUListElement>(":scope > ul");
    list?.setAttribute("role", "group");
    if (list || node.dataset.children) {
      item.setAttribute("aria-expanded", String(Boolean(list)));
      const fold = document.createElement("span");
      fold.className = "fold";
      fold.setAttribute("aria-hidden", "true");
      node.prepend(fold);
    }
  }

  click(event: MouseEvent): void {
    const { target } = event;
    if (!(target instanceof Element)) {
      return;
    }
    const node = target.closest<HTMLLIElement>("li");
    if (target.classList.contains("fold") && node) {
      this.toggle(node);
    }
  }

  move(event: KeyboardEvent): void {
    const item = event.target;
    if (!(item instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (this.walk(event.key, item) || this.search(event.key, item)) {
      event.preventDefault();
    }
  }

  private walk(key: string, item: HTMLAnchorElement): boolean {
    const items = this.items();
    const at = items.indexOf(item);
    switch (key) {
      case "ArrowDown":
        return this.focus(items[at + 1]);
      case "ArrowUp":
        return this.focus(items[at - 1]);
      case "Home":
        return this.focus(items[0]);
      case "End":
        return this.focus(items[items.length - 1]);
      case "ArrowRight":
        return this.inwards(item);
      case "ArrowLeft":
        return this.outwards(item);
      case " ":
        item.click();
        return true;
      default:
        return false;
    }
  }

  /** Opens a closed node; from an open one goes to its first child. */
  private inwards(item: HTMLAnchorElement): boolean {
    const node = nodeOf(item);
    if (item.getAttribute("aria-expanded") === "false") {
      this.open(node);
    } else {
      this.focus(node.querySelector<HTMLAnchorElement>(":scope > ul > li > a") ?? undefined);
    }
    return true;
  }

  /** Closes an open node; from a closed one goes to its parent. */
  private outwards(item: HTMLAnchorElement): boolean {
    const node = nodeOf(item);
    if (item.getAttribute("aria-expanded") === "true") {
      this.close(node);
    } else {
      const above = node.parentElement?.closest<HTMLLIElement>("li");
      this.focus(above ? itemOf(above) : undefined);
    }
    return true;
  }

  /** The next visible node whose name begins with what was typed within a moment. */
  private search(key: string, item: HTMLAnchorElement): boolean {
    if ([...key].length !== 1) {
      return false;
    }
    const items = this.items();
    return this.focus(items[this.typing.find(key, items.map(nameOf), items.indexOf(item), Date.now())]);
  }

  private toggle(node: HTMLLIElement): void {
    if (itemOf(node).getAttribute("aria-expanded") === "true") {
      this.close(node);
    } else {
      this.open(node);
    }
  }

  private close(node: HTMLLIElement): void {
    itemOf(node).setAttribute("aria-expanded", "false");
    const list = node.querySelector<HTMLUListElement>(":scope > ul");
    if (list?.contains(document.activeElement)) {
      this.focus(itemOf(node));
    }
    list?.setAttribute("hidden", "");
  }

  private open(node: HTMLLIElement): void {
    const list = node.querySelector<HTMLUListElement>(":scope > ul");
    if (list) {
      list.removeAttribute("hidden");
      itemOf(node).setAttribute("aria-expanded", "true");
    } else if (!this.arriving.has(node)) {
      const arrival = this.fetchLevel(node).finally(() => this.arriving.delete(node));
      this.arriving.set(node, arrival);
    }
  }

  private async fetchLevel(node: HTMLLIElement): Promise<void> {
    const item = itemOf(node);
    item.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(node.dataset.children ?? "", { credentials: "same-origin" });
      // Who was signed out meanwhile is led to sign in by the link itself.
      if (response.redirected) {
        window.location.assign(item.href);
        return;
      }
      if (!response.ok) {
        throw new Error(String(response.status));
      }
      node.append(asList(await response.text()));
      item.setAttribute("aria-expanded", "true");
      showState(this.stateTarget, "");
    } catch {
      showState(this.stateTarget, "failed");
    } finally {
      item.removeAttribute("aria-busy");
    }
  }

  /** Exactly one item can be reached by Tab: the one that had the focus last. */
  private focus(item: HTMLAnchorElement | undefined): boolean {
    if (item) {
      for (const other of this.element.querySelectorAll<HTMLAnchorElement>('a[tabindex="0"]')) {
        other.tabIndex = -1;
      }
      item.tabIndex = 0;
      item.focus();
    }
    return true;
  }

  /** What is visible now, from top to bottom. */
  private items(): HTMLAnchorElement[] {
    return this.nodeTargets.filter((node) => !node.parentElement?.closest("ul[hidden]")).map(itemOf);
  }
}
