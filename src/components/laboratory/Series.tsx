import type { ReactNode } from "react";
import styles from "./Chart.module.css";

/** Colours of base.css' kind, one after the other; their number and that of the shapes have no common divisor. */
const colours = ["--one", "--two", "--three", "--four", "--five", "--six"] as const;

const size = 3.6;
/** Paths about 0, each of its own shape. */
const shapes = [
  `M${size} 0A${size} ${size} 0 1 1 ${-size} 0A${size} ${size} 0 1 1 ${size} 0Z`,
  `M${-size} ${-size}H${size}V${size}H${-size}Z`,
  `M0 ${-size - 1}L${size + 1} ${size}H${-size - 1}Z`,
  `M0 ${-size - 1.5}L${size + 1.5} 0L0 ${size + 1.5}L${-size - 1.5} 0Z`,
  `M${-size} ${-size}L${size} ${size}M${size} ${-size}L${-size} ${size}`,
] as const;

const dashes = ["", "7 3", "2 3", "9 3 2 3", "4 4", "12 3"] as const;

export function colourOf(series: number): string {
  return `var(${colours[series % colours.length]})`;
}

/** A dash of its own for each of a few lines that have no markers. */
export function dashOf(series: number): string {
  return dashes[series % dashes.length] as string;
}

/** A dot of a series: a shape of its own, so that series are told apart without colour. */
export function Marker({
  series,
  x,
  y,
  hollow = false,
}: {
  series: number;
  x: number;
  y: number;
  hollow?: boolean;
}) {
  if (!Number.isFinite(x) || !Number.isFinite(y)) return null;
  return (
    <path
      className={styles.marker}
      d={shapes[series % shapes.length]}
      transform={`translate(${x} ${y})`}
      stroke={colourOf(series)}
      fill={hollow ? "var(--panel)" : colourOf(series)}
    />
  );
}

/** Lines as they are in the chart, each with what it is. */
export function Legend({ children }: { children: ReactNode }) {
  return <ul className={styles.legend}>{children}</ul>;
}

const [swatchWidth, swatchHeight] = [30, 14];

export function LegendItem({ swatch, children }: { swatch: ReactNode; children: ReactNode }) {
  return (
    <li>
      <svg width={swatchWidth} height={swatchHeight} aria-hidden="true">
        <g transform={`translate(0 ${swatchHeight / 2})`}>{swatch}</g>
      </svg>
      {children}
    </li>
  );
}

/** A piece of a series' line, with its marker or its dash. */
export function LineSwatch({ series, dash, marker }: { series: number; dash?: string; marker?: boolean }) {
  return (
    <>
      <line
        className={styles.line}
        x2={swatchWidth}
        stroke={colourOf(series)}
        strokeDasharray={dash || undefined}
      />
      {marker && <Marker series={series} x={swatchWidth / 2} y={0} />}
    </>
  );
}
