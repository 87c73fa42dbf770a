/** Tables without widths of columns (the policy of the page allows no styles) and with a caption. */
import { Table, TableCell, TableHeader, TableRow } from "@tiptap/extension-table";

/** Columns stay columns on a phone; the server drops the class. */
const GRID = { class: "grid" };

export const PlainTable = Table.extend({
  addAttributes() {
    return {
      caption: {
        default: "",
        parseHTML: (element) => element.querySelector("caption")?.textContent ?? "",
        renderHTML: () => ({}),
      },
    };
  },
  parseHTML: () => [
    {
      tag: "table",
      // The caption is an attribute: within the rows it would become a cell.
      contentElement: (table) => {
        const rows = (table as HTMLElement).cloneNode(true) as HTMLElement;
        rows.querySelector("caption")?.remove();
        return rows;
      },
    },
  ],
  renderHTML({ node }) {
    const caption = node.attrs.caption as string;
    return caption
      ? ["table", GRID, ["caption", { contenteditable: "false" }, caption], ["tbody", 0]]
      : ["table", GRID, ["tbody", 0]];
  },
}).configure({ resizable: false });

export const TABLES = [PlainTable, TableRow, TableHeader, TableCell];

/** The editor's mark-up as the server wants it: a first row of headers is the table's head, headers say of what. */
export function withHeads(html: string): string {
  if (!html.includes("<table")) {
    return html;
  }
  const root = new DOMParser().parseFromString(html, "text/html").body;
  for (const table of root.querySelectorAll("table")) {
    const [first, ...others] = table.querySelectorAll("tr");
    for (const header of others.flatMap((row) => [...row.querySelectorAll("th")])) {
      header.setAttribute("scope", "row");
    }
    if (first && [...first.children].every((cell) => cell.tagName === "TH") && others.length > 0) {
      const head = table.ownerDocument.createElement("thead");
      head.append(first);
      table.querySelector("tbody")?.before(head);
    }
    for (const cell of table.querySelectorAll("[colwidth], caption")) {
      cell.removeAttribute("colwidth");
      cell.removeAttribute("contenteditable");
    }
  }
  return root.innerHTML;
}
