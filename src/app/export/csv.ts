import { distinctNames } from "./distinct-names.ts";

/** A number as CSV has it: the shortest text that reads back as the same float64, or `nan`, `inf`, `-inf`. */
export function formatNumber(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (value === Number.POSITIVE_INFINITY) return "inf";
  if (value === Number.NEGATIVE_INFINITY) return "-inf";
  if (Object.is(value, -0)) return "-0";
  return String(value);
}

/** One row of numbers, with its line end. */
export function csvRow(values: readonly number[]): string {
  return `${values.map(formatNumber).join(",")}\n`;
}

/** The row of column names, with its line end; each is another. */
export function csvHeader(names: readonly string[]): string {
  return `${distinctNames(names).join(",")}\n`;
}

/** What a table was computed from, written above it so that it can be computed again. */
export interface Provenance {
  readonly version: string;
  readonly source: string;
  readonly field: string;
  readonly parameters: readonly { readonly name: string; readonly value: number }[];
  /** null when the field does not use time. */
  readonly time: number | null;
  readonly seed: number;
  /** Further facts in words: the methods, the probes, the grid. */
  readonly facts: readonly (readonly [name: string, value: string])[];
}

/** The comment lines above the header row: `# name: value`, the source last, each of its lines after `#   `. */
export function csvComment(provenance: Provenance): string {
  const { version, field, parameters, time, seed, facts, source } = provenance;
  const lines: [string, string][] = [
    ["made by", `Deldot ${version}`],
    ["field", field],
    ["parameters", parameters.map(({ name, value }) => `${name}=${formatNumber(value)}`).join(" ") || "none"],
  ];
  if (time !== null) lines.push(["t", formatNumber(time)]);
  lines.push(["seed", String(seed)]);
  for (const [name, value] of facts) lines.push([name, value]);
  const head = lines.map(([name, value]) => `# ${name}: ${value}\n`).join("");
  const body = source
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line) => `#   ${line}`.trimEnd())
    .join("\n");
  return `${head}# source:\n${body}\n`;
}

/** Column names of the page's table: coordinates, components named after the field, and the three divergences. */
export function csvColumns(field: string, coordinates: readonly string[]): string[] {
  return [...coordinates, ...coordinates.map((name) => `${field}_${name}`), "exact", "estimate", "error"];
}

/** Column names of one method's divergence, as the command has them. */
export function divergenceColumns(isStochastic: boolean, isPredicted: boolean): string[] {
  return ["div", ...(isStochastic ? ["standardError"] : []), ...(isPredicted ? ["predictedVariance"] : [])];
}
