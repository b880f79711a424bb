import { useId, useMemo } from "react";
import { colourBarMarks } from "../shaders/figure/colour-bar.ts";
import { type Legend, legendTicks } from "../shaders/legend.ts";
import styles from "./Marks.module.css";
import { Marks } from "./Marks.tsx";
import { useView } from "./session.ts";

interface Props {
  readonly left: number;
  readonly top: number;
  readonly length: number;
  readonly thickness: number;
  readonly lying: boolean;
}

/** The colour bar of the picture on show, standing or lying. */
export function ColourBar({ left, top, length, thickness, lying }: Props) {
  const legend = useView((state) => state.frame?.legend ?? null);
  const standing = useMemo(
    () => (legend && !lying ? colourBarMarks({ legend, width: thickness, height: length }) : []),
    [legend, lying, thickness, length],
  );
  if (!legend) return null;
  return (
    <g transform={`translate(${left + 0.5} ${top + 0.5})`}>
      {lying ? (
        <LyingBar legend={legend} length={length} thickness={thickness} />
      ) : (
        <Marks marks={standing} />
      )}
    </g>
  );
}

interface LyingProps {
  readonly legend: Legend;
  readonly length: number;
  readonly thickness: number;
}

/** Where there is no room beside the picture, as on a phone. */
function LyingBar({ legend, length, thickness }: LyingProps) {
  const id = useId();
  return (
    <>
      <linearGradient id={id}>
        {legend.stops.map(({ offset, colour }) => (
          <stop key={offset} offset={offset} stopColor={colour} />
        ))}
      </linearGradient>
      <rect width={length} height={thickness} fill={`url(#${id})`} />
      <rect className={styles.frame} width={length} height={thickness} />
      <text className={styles.label} x={length} y={-6} textAnchor="end">
        {legend.caption}
      </text>
      {legendTicks(legend, length / 70).map(({ value, label, share }) => (
        <text key={value} className={styles.label} x={length * share} y={thickness + 15} textAnchor="middle">
          {label}
        </text>
      ))}
    </>
  );
}
