import { type ReactNode, useId, useLayoutEffect, useRef, useState } from "react";
import type { ChartScale } from "../../app/laboratory/chart-scale.ts";
import styles from "./Chart.module.css";
import { labelWidth, spaced } from "./chart-geometry.ts";

/** Where a chart's marks lie: x from 0 to `width`, y from 0 at the top to `height`. */
export interface Plotting {
  readonly width: number;
  readonly height: number;
  x(value: number): number;
  y(value: number): number;
}

interface Props {
  /** What the chart shows, in a sentence, for those who do not see it. */
  readonly sentence: string;
  readonly title: ReactNode;
  readonly height?: number;
  readonly xLabel: string;
  readonly yLabel: string;
  /** Axes of such a length; null where there is nothing to show. */
  readonly xScale: (length: number) => ChartScale | null;
  readonly yScale: (length: number) => ChartScale | null;
  readonly children: (plotting: Plotting) => ReactNode;
  readonly legend?: ReactNode;
}

/** Pixels around the plot: for labels of ticks, for half a label at the ends, and for the axis' own label. */
const [above, right, below, leastLeft] = [10, 16, 42, 34];
/** Height of a label with what keeps it apart from the next. */
const lineHeight = 14;
const firstWidth = 560;

/** A chart as wide as its place, with axes, a grid and a legend; what is drawn in it is its children's. */
export function Chart(props: Props) {
  const { sentence, title, height = 260, xLabel, yLabel, xScale, yScale, children, legend } = props;
  const place = useRef<HTMLElement>(null);
  const [whole, setWhole] = useState(firstWidth);
  const clip = useId();
  useLayoutEffect(() => {
    const element = place.current;
    if (!element) return;
    const measure = () => setWhole(Math.max(1, Math.floor(element.clientWidth)));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const tall = height - above - below;
  const y = yScale(tall);
  const rows = y ? spaced(y.ticks, y.at, () => lineHeight) : [];
  const left = Math.max(leastLeft, 10 + Math.max(0, ...rows.map(({ label }) => labelWidth(label))));
  const wide = Math.max(1, whole - left - right);
  const x = xScale(wide);
  const columns = x ? spaced(x.ticks, x.at, labelWidth) : [];
  return (
    <figure ref={place} className={styles.chart}>
      <figcaption>
        {title} <span className={styles.quantity}>{yLabel}</span>
      </figcaption>
      {x && y ? (
        <svg width={whole} height={height} role="img" aria-label={sentence}>
          <clipPath id={clip}>
            <rect x={-8} y={-8} width={wide + 16} height={tall + 16} />
          </clipPath>
          <g transform={`translate(${left} ${above})`}>
            {rows.map(({ value, label }) => (
              <g key={value} transform={`translate(0 ${Math.round(tall - y.at(value)) + 0.5})`}>
                <line className={styles.grid} x2={wide} />
                <text className={styles.label} x={-7} dy="0.32em" textAnchor="end">
                  {label}
                </text>
              </g>
            ))}
            {columns.map(({ value, label }) => (
              <g key={value} transform={`translate(${Math.round(x.at(value)) + 0.5} 0)`}>
                <line className={styles.grid} y2={tall} />
                <text className={styles.label} y={tall + 16} textAnchor="middle">
                  {label}
                </text>
              </g>
            ))}
            <path className={styles.axis} d={`M0.5 0V${tall + 0.5}H${wide}`} />
            <text className={styles.label} x={wide / 2} y={tall + 35} textAnchor="middle">
              {xLabel}
            </text>
            <g clipPath={`url(#${clip})`}>
              {children({ width: wide, height: tall, x: x.at, y: (value) => tall - y.at(value) })}
            </g>
          </g>
        </svg>
      ) : (
        <p className={styles.empty}>There is nothing to draw.</p>
      )}
      {legend}
    </figure>
  );
}
