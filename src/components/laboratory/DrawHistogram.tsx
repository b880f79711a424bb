import { countText } from "../../app/count-text.ts";
import { linearScale } from "../../app/laboratory/chart-scale.ts";
import { readoutText, roughText } from "../numbers.ts";
import chart from "./Chart.module.css";
import { Chart } from "./Chart.tsx";
import styles from "./Laboratory.module.css";
import type { Run } from "./race.ts";
import { singleScale } from "./race-scales.ts";
import { colourOf, Marker } from "./Series.tsx";

interface Props {
  readonly run: Run;
  readonly name: string;
  /** All runs on show: their axes are alike. */
  readonly runs: readonly Run[];
}

/** Single draws of one estimator, with what the law says of their mean and how far they lie from it. */
export function DrawHistogram({ run, name, runs }: Props) {
  const { estimator, histogram, law, stations } = run;
  const { low, width: bin, counts, below, beyond, lost } = histogram;
  const words = drawWords(run);
  return (
    <div>
      <Chart
        title={
          <>
            <svg className={styles.mark} width={14} height={14} aria-hidden="true">
              <Marker series={estimator} x={7} y={7} />
            </svg>{" "}
            {name}
          </>
        }
        yLabel="single draws"
        xLabel="value of a draw"
        sentence={`Histogram of single draws of ${name}. ${words}`}
        height={200}
        xScale={(length) => singleScale(runs, length)}
        yScale={(length) => linearScale([0, ...counts], length, 4)}
      >
        {({ height, x, y }) => (
          <>
            {law && (
              <rect
                className={chart.band}
                fill="var(--ink)"
                x={x(law.mean - law.deviation)}
                width={Math.max(0, x(law.mean + law.deviation) - x(law.mean - law.deviation))}
                height={height}
              />
            )}
            {counts.map((count, k) => {
              const [from, to] = [x(low + k * bin), x(low + (k + 1) * bin)];
              return (
                count > 0 && (
                  <rect
                    // biome-ignore lint/suspicious/noArrayIndexKey: a bin is its place.
                    key={k}
                    className={chart.bar}
                    fill={colourOf(estimator)}
                    stroke={colourOf(estimator)}
                    x={from}
                    width={Math.max(1, to - from)}
                    y={y(count)}
                    height={height - y(count)}
                  />
                )
              );
            })}
            {law && <line className={chart.truth} x1={x(law.mean)} x2={x(law.mean)} y2={height} />}
          </>
        )}
      </Chart>
      <p className={styles.note} data-draws={stations.at(-1)?.draws}>
        {words}
        {below + beyond > 0 && ` Farther out than shown: ${countText(below + beyond)}.`}
        {lost > 0 && ` Not finite: ${countText(lost)}.`}
      </p>
    </div>
  );
}

function drawWords({ stations, law }: Run): string {
  const last = stations.at(-1);
  if (!last) return "";
  const spread = (last.standardError ?? Number.NaN) * Math.sqrt(last.draws);
  const seen = `Mean ${readoutText(last.mean)}, deviation ${roughText(spread)} in ${countText(last.draws)} draws`;
  return law ? `${seen}; the law says ${readoutText(law.mean)} and ${roughText(law.deviation)}.` : `${seen}.`;
}
