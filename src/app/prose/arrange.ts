/**
 * Tables of formulas as TeX means them. How columns are aligned, spaced and ruled are attributes that MathML Core, which
 * browsers follow, leaves to styles; they become classes here, as the page's policy forbids styles within attributes.
 */
export function arrangeFormulas(root: ParentNode): void {
  for (const table of root.querySelectorAll("mtable")) {
    const align = list(table, "columnalign");
    const spacing = list(table, "columnspacing");
    const columnLines = list(table, "columnlines");
    const rowLines = list(table, "rowlines");
    const rows = [...table.children];
    rows.forEach((row, i) => {
      [...row.children].forEach((cell, k, cells) => {
        const classes = [
          alignments[align[k] ?? ""],
          cells.length > k + 1 && isClose(spacing[k]) ? "close-end" : undefined,
          k > 0 && isClose(spacing[k - 1]) ? "close-start" : undefined,
          isRuled(columnLines[k]) ? "ruled-end" : undefined,
          i + 1 < rows.length && isRuled(rowLines[i]) ? "ruled-below" : undefined,
        ].filter((name) => name !== undefined);
        if (classes.length > 0) cell.setAttribute("class", classes.join(" "));
      });
    });
  }
}

const alignments: Readonly<Record<string, string | undefined>> = { left: "start", right: "end" };

function list(table: Element, attribute: string): readonly string[] {
  return table.getAttribute(attribute)?.split(" ") ?? [];
}

const isClose = (spacing: string | undefined) => spacing === "0em";
const isRuled = (line: string | undefined) => line === "solid" || line === "dashed";

/** Tables within boxes that scroll, where they are wider than the text. */
export function boxTables(root: ParentNode): void {
  for (const table of root.querySelectorAll("table")) {
    const box = document.createElement("div");
    box.className = "scrolled";
    table.replaceWith(box);
    box.append(table);
  }
}

/** What ends a clause or closes a bracket after a formula: a browser may break a line between the two. */
const stops = /^[.,;:!?)\]”’]+/;

/** Formulas in lines together with the punctuation after them, where no line is broken. */
export function keepStops(root: ParentNode): void {
  for (const formula of root.querySelectorAll("math:not([display])")) {
    const after = formula.nextSibling;
    const found = after instanceof Text ? stops.exec(after.data) : null;
    if (!found || !(after instanceof Text)) continue;
    after.splitText(found[0].length);
    const whole = document.createElement("span");
    whole.className = "whole";
    formula.replaceWith(whole);
    whole.append(formula, after);
  }
}
