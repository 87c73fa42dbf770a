/** Tables of Word, Excel and WPS: hidden rows go, bold first rows become headers, nothing of their looks stays. */
import { rename, styleOf, unwrap, wordsOf } from "./dom";

export function cleanTables(body: Element): void {
  for (const column of body.querySelectorAll("colgroup, col")) {
    column.remove();
  }
  for (const row of body.querySelectorAll("tr")) {
    if (styleOf(row).includes("display:none") || row.getAttribute("height") === "0") {
      row.remove();
    }
  }
  for (const table of body.querySelectorAll("table")) {
    dropEmptyEnds(table);
    nameHeaders(table);
  }
}

/** Excel copies what was selected, often with empty rows behind. */
function dropEmptyEnds(table: Element): void {
  for (const row of [...table.querySelectorAll("tr")].reverse()) {
    const empty = !wordsOf(row) && !row.querySelector("img") && ![...row.children].some((cell) => spans(cell));
    if (!empty) {
      return;
    }
    row.remove();
  }
  table.remove();
}

function spans(cell: Element): boolean {
  return Number(cell.getAttribute("rowspan") ?? 1) > 1;
}

/** A first row that is bold throughout was meant as headers, where others follow that are not. */
function nameHeaders(table: Element): void {
  const [first, second] = table.querySelectorAll("tr");
  if (!first || !second || table.querySelector("th") || !allBold(first) || allBold(second)) {
    return;
  }
  for (const cell of [...first.children]) {
    const header = rename(cell, "th");
    for (const name of ["colspan", "rowspan"]) {
      const value = cell.getAttribute(name);
      if (value) {
        header.setAttribute(name, value);
      }
    }
    for (const bold of header.querySelectorAll("strong, b")) {
      unwrap(bold);
    }
  }
}

function allBold(row: Element): boolean {
  const cells = [...row.children].filter((cell) => wordsOf(cell));
  return (
    cells.length > 0 &&
    cells.every((cell) => [...cell.querySelectorAll("strong, b")].map(wordsOf).join("") === wordsOf(cell))
  );
}
