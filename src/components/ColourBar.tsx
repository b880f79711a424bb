import { useId, useMemo } from "react";
import { planeOf } from "../app/store/notebook.ts";
import { colourBarMarks, colourBarStops } from "../shaders/figure/colour-bar.ts";
import { niceTicks } from "../shaders/figure/ticks.ts";
import type { MapKind } from "../shaders/protocol.ts";
import styles from "./Marks.module.css";
import { Marks } from "./Marks.tsx";
import { useNotebook } from "./session.ts";

interface Props {
  readonly left: number;
  readonly top: number;
  readonly length: number;
  readonly thickness: number;
  readonly lying: boolean;
}

/** What the colours of each map mean. */
const captions: Readonly<Record<MapKind, string>> = { exact: "∇·F", estimate: "≈ ∇·F", error: "error" };

/** The colour bar of the picture on show, standing or lying. */
export function ColourBar({ left, top, length, thickness, lying }: Props) {
  const limit = useNotebook((state) => state.frame?.limit ?? null);
  const theme = useNotebook((state) => state.theme);
  const kind = useNotebook((state) => planeOf(state.document).map);
  const field = useNotebook((state) => state.picture?.field.name ?? "F");
  const caption = captions[kind].replace("F", field);
  const standing = useMemo(
    () =>
      limit === null || lying
        ? []
        : colourBarMarks({ limit, theme, width: thickness, height: length, caption }),
    [limit, lying, theme, thickness, length, caption],
  );
  if (limit === null) return null;
  return (
    <g transform={`translate(${left + 0.5} ${top + 0.5})`}>
      {lying ? (
        <LyingBar limit={limit} length={length} thickness={thickness} theme={theme} />
      ) : (
        <Marks marks={standing} />
      )}
    </g>
  );
}

interface LyingProps {
  readonly limit: number;
  readonly length: number;
  readonly thickness: number;
  readonly theme: "light" | "dark";
}

/** Where there is no room beside the picture, as on a phone. */
function LyingBar({ limit, length, thickness, theme }: LyingProps) {
  const id = useId();
  const stops = useMemo(() => colourBarStops(theme), [theme]);
  return (
    <>
      <linearGradient id={id}>
        {stops.map(({ offset, colour }) => (
          <stop key={offset} offset={offset} stopColor={colour} />
        ))}
      </linearGradient>
      <rect width={length} height={thickness} fill={`url(#${id})`} />
      <rect className={styles.frame} width={length} height={thickness} />
      {niceTicks(-limit, limit, length / 70).map(({ value, label }) => {
        const x = (length * (1 + value / limit)) / 2;
        return (
          <text key={value} className={styles.label} x={x} y={thickness + 15} textAnchor="middle">
            {label}
          </text>
        );
      })}
    </>
  );
}
