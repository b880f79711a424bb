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
