import { countText } from "../../app/count-text.ts";
import { readoutText, roughText } from "../numbers.ts";
import chart from "./Chart.module.css";
import { Chart } from "./Chart.tsx";
import { bandPath, linePath, sparse } from "./chart-geometry.ts";
import type { Race } from "./race.ts";
import { drawsScale, meanScale } from "./race-scales.ts";
import { colourOf, Legend, LegendItem, LineSwatch, Marker } from "./Series.tsx";

interface Props {
  readonly race: Race;
  readonly names: readonly string[];
  readonly draws: number;
}

/** Pixels between markers along a line. */
const markerGap = 56;

/** The running mean of single draws and its standard error, as they arrive, and the value that it goes to. */
export function MeanChart({ race, names, draws }: Props) {
  const { exact, runs } = race;
  return (
    <Chart
      title="Running mean of single draws"
      yLabel="mean ± standard error"
      xLabel="draws"
      sentence={`Running means of single draws. ${runs.map((run) => meanWords(run, names)).join(" ")} ${exact === null ? "" : `The exact value is ${readoutText(exact)}.`}`}
      xScale={(length) => drawsScale(draws, length)}
      yScale={(length) => meanScale(race, length)}
      legend={
        <Legend>
          {runs.map(({ estimator }) => (
            <LegendItem key={estimator} swatch={<LineSwatch series={estimator} marker />}>
              {names[estimator]}
            </LegendItem>
          ))}
          {exact !== null && (
            <LegendItem swatch={<line className={chart.truth} x2={30} />}>
              exact, {readoutText(exact)}
            </LegendItem>
          )}
        </Legend>
      }
    >
      {({ width, x, y }) => (
        <>
          {runs.map(({ estimator, stations }) => (
            <path
              key={estimator}
              className={chart.band}
              fill={colourOf(estimator)}
              d={bandPath(
                stations.map(({ draws, mean, standardError }) => ({
                  x: x(draws),
                  low: y(mean - (standardError ?? Number.NaN)),
                  high: y(mean + (standardError ?? Number.NaN)),
                })),
              )}
            />
          ))}
          {exact !== null && <line className={chart.truth} x2={width} y1={y(exact)} y2={y(exact)} />}
          {runs.map(({ estimator, stations }) => {
            const spots = stations.map(({ draws, mean }) => ({ x: x(draws), y: y(mean) }));
            return (
              <g key={estimator}>
                <path
                  className={chart.line}
                  stroke={colourOf(estimator)}
                  d={linePath(spots.map((spot) => [spot.x, spot.y]))}
                />
                {sparse(spots, markerGap).map((spot) => (
                  <Marker key={spot.x} series={estimator} x={spot.x} y={spot.y} />
                ))}
              </g>
            );
          })}
        </>
      )}
    </Chart>
  );
}

function meanWords({ estimator, stations }: Race["runs"][number], names: readonly string[]): string {
  const last = stations.at(-1);
  if (!last) return "";
  const spread = last.standardError === null ? "" : ` ± ${roughText(last.standardError)}`;
  return `${names[estimator]}: ${readoutText(last.mean)}${spread} after ${countText(last.draws)}.`;
}
