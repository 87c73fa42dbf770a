/** The parts of one node of the tree: its list item holds a link and, once it is there, the list of the next level. */

export function itemOf(node: HTMLLIElement): HTMLAnchorElement {
  return node.querySelector(":scope > a") as HTMLAnchorElement;
}

export function nodeOf(item: HTMLAnchorElement): HTMLLIElement {
  return item.parentElement as HTMLLIElement;
}

export function nameOf(item: HTMLAnchorElement): string {
  return (item.firstElementChild?.textContent ?? "").trim().toLocaleLowerCase();
}

export function asList(html: string): HTMLUListElement {
  const template = document.createElement("template");
  template.innerHTML = html;
  const list = template.content.querySelector("ul") ?? document.createElement("ul");
  list.setAttribute("role", "group");
  return list;
}
