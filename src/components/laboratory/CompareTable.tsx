import type { ReactNode } from "react";
import { countText } from "../../app/count-text.ts";
import type { Compared, CompareFigures, CompareRow } from "../../app/laboratory/compare.ts";
import type { MethodChoice } from "../../engine/divergence/method-choice.ts";
import { readoutText, roughText } from "../numbers.ts";
import { exactOf, rowsOf } from "./compare-rows.ts";
import { bytesText, durationText } from "./figure-text.ts";
import styles from "./Laboratory.module.css";
import table from "./LabTable.module.css";
import { LabTable } from "./LabTable.tsx";
import { placeText } from "./place.ts";
import type { Running } from "./useTask.ts";

interface Column {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  /** null where a method has no such figure. */
  figure(row: CompareRow, exact: number | null): number | null;
  text(value: number, row: CompareRow): string;
  /** More than the number, for those who point at it. */
  note?(row: CompareRow): string;
}

const columns: readonly Column[] = [
  {
    name: "value",
    title: "Value",
    about: "The divergence at the probe point by this method.",
    figure: ({ value }) => value,
    text: readoutText,
  },
  {
    name: "error",
    title: "Error",
    about: "The value less the exact one.",
    figure: ({ value }, exact) => (exact === null ? null : value - exact),
    text: roughText,
  },
  {
    name: "rms",
    title: "RMS error",
    about: "The root of the mean square error over the view, against the exact divergence.",
    figure: ({ rms }) => rms,
    text: roughText,
    note: ({ finite }) => `over ${finite} points with a finite error`,
  },
  {
    name: "largest",
    title: "Largest error",
    about: "The largest error over the view.",
    figure: ({ largest }) => largest,
    text: roughText,
  },
  {
    name: "standard-error",
    title: "Standard error",
    about: "What the probes themselves say of the error of the value; a single probe says nothing.",
    figure: ({ standardError }) => standardError,
    text: roughText,
  },
  {
    name: "predicted-variance",
    title: "Variance, predicted",
    about: "The variance of the value by the law of the probes' distribution, from the Jacobian.",
    figure: ({ predictedVariance }) => predictedVariance,
    text: roughText,
  },
  {
    name: "measured-variance",
    title: "Variance, measured",
    about: "The variance of the value over many repetitions with other keys.",
    figure: ({ measuredVariance }) => measuredVariance,
    text: roughText,
    note: ({ repetitions }) => `over ${repetitions} repetitions`,
  },
  {
    name: "passes",
    title: "Passes",
    about: "Products with the Jacobian, evaluations, or gradients for one point.",
    figure: ({ passes }) => passes,
    text: countText,
  },
  {
    name: "flops",
    title: "Operations",
    about: "Additions, multiplications and function values for one point, counted from the graph.",
    figure: ({ flops }) => flops,
    text: countText,
  },
  {
    name: "time",
    title: "Time per point",
    about: "Measured on this machine in a worker, float64, the median of several runs.",
    figure: ({ time }) => time.nanoseconds,
    text: durationText,
    note: ({ time: { low, high } }) => `mostly ${durationText(low)} to ${durationText(high)}`,
  },
  {
    name: "numbers",
    title: "Peak memory, counted",
    about:
      "The most numbers that are kept at once for one point, counted step by step from the graph, and their bytes in float64: a browser does not let a page measure them.",
    figure: ({ numbers }) => numbers,
    text: (numbers, { bytes }) => `${countText(numbers)} · ${bytesText(bytes)}`,
  },
];

const heads = [
  { name: "Method", isWords: true },
  ...columns.map(({ title, about }) => ({ name: title, about })),
];

interface Props {
  readonly methods: readonly MethodChoice[];
  readonly running: Running<"compare">;
}

/** A row for each method. Rows of the run before stay until their own come, and are told apart. */
export function CompareTable({ methods, running }: Props) {
  const { status, result } = running;
  const shown = rowsOf(methods, running);
  const exact = exactOf(shown, running);
  return (
    <div>
      <LabTable label="Table of methods" columns={heads} isLong>
        {shown.map(({ words, row, isOwn }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a method is its place in the list.
          <tr key={index} className={isOwn ? undefined : table.stale}>
            <th scope="row" className={table.words}>
              {words}
            </th>
            <Figures row={row} exact={isOwn ? exact : (result?.exact ?? null)} status={status} />
          </tr>
        ))}
      </LabTable>
      {status === "done" && result && <Foot figures={result} />}
    </div>
  );
}

interface FiguresProps {
  readonly row: Compared | null;
  readonly exact: number | null;
  readonly status: Running<"compare">["status"];
}

function Figures({ row, exact, status }: FiguresProps): ReactNode {
  if (!row) {
    const waiting = status === "cancelled" || status === "failed" ? "not computed" : "…";
    return (
      <td colSpan={columns.length} className={table.words}>
        {waiting}
      </td>
    );
  }
  if (row.status === "failed") {
    return (
      <td colSpan={columns.length} className={table.failed}>
        {row.problem}
      </td>
    );
  }
  return columns.map(({ name, figure, text, note }) => {
    const value = figure(row, exact);
    if (value === null) {
      return (
        <td key={name} data-figure={name}>
          <span className={table.none}>–</span>
        </td>
      );
    }
    const own = note?.(row);
    return (
      <td key={name} data-figure={name}>
        <data value={String(value)} title={own ? `${value}, ${own}` : String(value)}>
          {text(value, row)}
        </data>
      </td>
    );
  });
}

function Foot({ figures }: { figures: CompareFigures }) {
  const { field, place, exact, reference, sampled, seed } = figures;
  return (
    <>
      <p className={styles.note}>
        Exact at {placeText(place)}: ∇·{field} = {readoutText(exact)}, by {reference}. Errors are over{" "}
        {countText(sampled)} points of the view. Seed {seed}.
      </p>
      <details className={styles.note}>
        <summary>What the columns say</summary>
        <dl className={styles.meanings}>
          {columns.map(({ name, title, about }) => (
            <div key={name}>
              <dt>{title}</dt>
              <dd>{about}</dd>
            </div>
          ))}
        </dl>
      </details>
    </>
  );
}
