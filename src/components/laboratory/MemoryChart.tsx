import { countText } from "../../app/count-text.ts";
import { linearScale } from "../../app/laboratory/chart-scale.ts";
import type { CompareFigures } from "../../app/laboratory/compare.ts";
import chart from "./Chart.module.css";
import { Chart } from "./Chart.tsx";
import { stepPath } from "./chart-geometry.ts";
import styles from "./Laboratory.module.css";
import { memorySentence } from "./memory-sentence.ts";
import { colourOf, dashOf, Legend, LegendItem, LineSwatch } from "./Series.tsx";

const modes = [
  ["forward", "a jvp, forward"],
  ["reverse", "a vjp, in reverse"],
  ["evaluation", "the field alone"],
] as const;

/** Numbers kept alive while a pass runs: what reverse mode stores, and forward mode does not. */
export function MemoryChart({ figures }: { figures: CompareFigures }) {
  const { memory, field } = figures;
  const sentence = memorySentence(memory, field);
  return (
    <div className={styles.chart}>
      <Chart
        title="Numbers kept while one pass runs"
        yLabel="at one point"
        xLabel="steps of the pass, in percent"
        sentence={sentence}
        height={230}
        xScale={(length) => linearScale([0, 100], length)}
        yScale={(length) => linearScale([0, ...modes.map(([mode]) => memory[mode].peak)], length)}
        legend={
          <Legend>
            {modes.map(([mode, words], series) => (
              <LegendItem key={mode} swatch={<LineSwatch series={series} dash={dashOf(series)} />}>
                {words}: at most {countText(memory[mode].peak)}
              </LegendItem>
            ))}
          </Legend>
        }
      >
        {({ width, height, y }) =>
          modes.map(([mode], series) => {
            const path = stepPath(memory[mode].steps.map(y), width);
            return (
              <g key={mode}>
                {mode === "reverse" && path && (
                  <path className={chart.band} d={`${path}V${height}H0Z`} fill={colourOf(series)} />
                )}
                <path
                  className={chart.line}
                  d={path}
                  stroke={colourOf(series)}
                  strokeDasharray={dashOf(series) || undefined}
                />
              </g>
            );
          })
        }
      </Chart>
      <p>{sentence}</p>
    </div>
  );
}
