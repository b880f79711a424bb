import type { ErrorPoint } from "../../app/laboratory/convergence.ts";
import chart from "./Chart.module.css";
import { Chart, type Plotting } from "./Chart.tsx";
import { bandPath, linePath } from "./chart-geometry.ts";
import { type Race, roundingFloor } from "./race.ts";
import { errorScale, probesScale } from "./race-scales.ts";
import { colourOf, Legend, LegendItem, LineSwatch, Marker } from "./Series.tsx";

interface Props {
  readonly race: Race;
  readonly names: readonly string[];
  /** The largest number of probes. */
  readonly probes: number;
  readonly sentence: string;
}

const lawDash = "6 4";

/** Errors against the number of probes on log axes: measured, their band, and the law. */
export function ErrorChart({ race, names, probes, sentence }: Props) {
  const { errors } = race;
  const floor = roundingFloor(race);
  const isExact = errors.some(({ rms }) => rms <= floor);
  return (
    <Chart
      title="Error against the number of probes"
      yLabel="RMS error"
      xLabel="probes"
      sentence={`RMS error against the number of probes, on log axes. ${sentence}`}
      height={320}
      xScale={(length) => probesScale(probes, length)}
      yScale={(length) => errorScale(errors, floor, length)}
      legend={
        <Legend>
          {names.map((name, series) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: an estimator is its place in the list.
            <LegendItem key={series} swatch={<LineSwatch series={series} marker />}>
              {name}
            </LegendItem>
          ))}
          {errors.some(({ predicted }) => predicted !== null) && (
            <LegendItem
              swatch={<line className={chart.thin} x2={30} stroke="var(--muted)" strokeDasharray={lawDash} />}
            >
              the law of its variance
            </LegendItem>
          )}
          {errors.some(({ lawful }) => lawful !== null) && (
            <LegendItem
              swatch={<rect className={chart.lawful} y={-5} width={30} height={10} fill="var(--ink)" />}
            >
              by the law nineteen of twenty RMS errors lie here
            </LegendItem>
          )}
          <LegendItem
            swatch={<rect className={chart.band} y={-5} width={30} height={10} fill="var(--ink)" />}
          >
            errors of single repetitions, all but the least and the largest tenth
          </LegendItem>
          {isExact && (
            <LegendItem swatch={<circle cx={15} r={3.6} fill="none" stroke="var(--ink)" strokeWidth={1.6} />}>
              no error but rounding
            </LegendItem>
          )}
        </Legend>
      }
    >
      {(plotting) =>
        names.map((_, series) => (
          <Course
            // biome-ignore lint/suspicious/noArrayIndexKey: an estimator is its place in the list.
            key={series}
            series={series}
            points={errors.filter(({ estimator }) => estimator === series)}
            floor={floor}
            plotting={plotting}
          />
        ))
      }
    </Chart>
  );
}

interface CourseProps {
  readonly series: number;
  readonly points: readonly ErrorPoint[];
  readonly floor: number;
  readonly plotting: Plotting;
}

function Course({ series, points, floor, plotting: { x, y, height } }: CourseProps) {
  const heightOf = (value: number) => (value <= floor ? height : Math.min(height, y(value)));
  const lawful = points.filter(({ predicted }) => predicted !== null);
  const colour = colourOf(series);
  return (
    <g data-series={series}>
      <path
        className={chart.band}
        fill={colour}
        d={bandPath(
          points.map(({ probes, low, high }) => ({ x: x(probes), low: heightOf(low), high: heightOf(high) })),
        )}
      />
      <path
        className={chart.lawful}
        fill={colour}
        d={bandPath(
          points.flatMap(({ probes, lawful }) =>
            lawful ? [{ x: x(probes), low: heightOf(lawful[0]), high: heightOf(lawful[1]) }] : [],
          ),
        )}
      />
      <path
        className={chart.thin}
        stroke={colour}
        strokeDasharray={lawDash}
        d={linePath(lawful.map(({ probes, predicted }) => [x(probes), heightOf(predicted as number)]))}
      />
      <path
        className={chart.line}
        stroke={colour}
        d={linePath(points.map(({ probes, rms }) => [x(probes), heightOf(rms)]))}
      />
      {points.map(({ probes, rms, predicted }) => (
        <g key={probes} data-probes={probes} data-rms={rms} data-law={predicted ?? undefined}>
          <Marker series={series} x={x(probes)} y={heightOf(rms)} hollow={rms <= floor} />
        </g>
      ))}
    </g>
  );
}
