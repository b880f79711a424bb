import { countText } from "../../app/count-text.ts";
import { logScale, powersOfTwo } from "../../app/laboratory/chart-scale.ts";
import type { CostPoint } from "../../app/laboratory/cost.ts";
import { formatSignificant } from "../../shaders/figure/ticks.ts";
import chart from "./Chart.module.css";
import { Chart } from "./Chart.tsx";
import { linePath } from "./chart-geometry.ts";
import { chartSentence, costSeries, type Measure, operationTime } from "./cost-series.ts";
import { durationText } from "./figure-text.ts";
import { colourOf, Legend, LegendItem, LineSwatch, Marker } from "./Series.tsx";

interface Props {
  readonly points: readonly CostPoint[];
  /** Of the methods, in words. */
  readonly names: readonly string[];
  readonly measure: Measure;
}

/** Counted lines among measured ones. */
const countedDash = "3 4";

/** Cost of a point against n on log-log axes. Beside what was measured, what was counted, as so many operations take. */
export function CostChart({ points, names, measure }: Props) {
  const own = costSeries(points, measure);
  const each = measure === "time" ? operationTime(points) : null;
  const counted = each === null ? [] : costSeries(points, "flops");
  const foretold = counted.map(({ method, spots }) => ({
    method,
    spots: spots.map(({ n, cost }) => ({ n, cost: cost * (each ?? 0) })),
  }));
  const spots = [...own, ...foretold].flatMap((series) => series.spots);
  const sizes = spots.map(({ n }) => n);
  return (
    <Chart
      sentence={chartSentence(own, names, measure === "time" ? durationText : countText)}
      title="Cost of a point against n"
      yLabel={
        measure === "time" ? "in nanoseconds, on this machine" : "in operations, as the plan counts them"
      }
      xLabel="n"
      height={300}
      xScale={(length) => sizeScale(sizes, length)}
      yScale={(length) =>
        logScale(
          spots.map(({ cost }) => cost),
          length,
        )
      }
      legend={
        <Legend>
          {own.map(({ method }) => (
            <LegendItem key={method} swatch={<LineSwatch series={method} marker />}>
              {names[method]}
            </LegendItem>
          ))}
          {each !== null && (
            <LegendItem swatch={<line x2={30} stroke="var(--muted)" strokeDasharray={countedDash} />}>
              counted, at {formatSignificant(each, 2)} ns for an operation
            </LegendItem>
          )}
        </Legend>
      }
    >
      {({ x, y }) => (
        <>
          {foretold.map(({ method, spots }) => (
            <path
              key={method}
              className={chart.thin}
              d={linePath(spots.map(({ n, cost }) => [x(n), y(cost)]))}
              stroke={colourOf(method)}
              strokeDasharray={countedDash}
            />
          ))}
          {own.map(({ method, spots }) => (
            <g key={method}>
              <path
                className={chart.line}
                d={linePath(spots.map(({ n, cost }) => [x(n), y(cost)]))}
                stroke={colourOf(method)}
              />
              {spots.map(({ n, cost }) => (
                <Marker key={n} series={method} x={x(n)} y={y(cost)} />
              ))}
            </g>
          ))}
        </>
      )}
    </Chart>
  );
}

/** A log axis whose ticks are the sizes themselves. */
function sizeScale(sizes: readonly number[], length: number) {
  if (sizes.length === 0) return null;
  const [low, high] = [Math.min(...sizes), Math.max(...sizes)];
  // One size alone lies in the middle.
  const [from, to] = low === high ? [low / 2, high * 2] : [low, high];
  const share = (value: number) => Math.log(value / from) / Math.log(to / from);
  return { low: from, high: to, ticks: powersOfTwo(from, to), at: (value: number) => share(value) * length };
}
