import { useEffect, useMemo, useRef } from "react";
import { useStore } from "zustand";
import type { Readout } from "../../app/cpu/protocol.ts";
import type { Compared } from "../../app/laboratory/compare.ts";
import type { MethodMap } from "../../app/laboratory/method-maps.ts";
import { methodWords } from "../../app/laboratory/method-words.ts";
import type { SampledPlane } from "../../app/laboratory/sampled-plane.ts";
import type { PlaneSession } from "../../app/plane/plane-session.ts";
import { planeView } from "../../app/plane/view.ts";
import { lastOf } from "../../app/store/view.ts";
import type { MethodChoice } from "../../engine/divergence/method-choice.ts";
import { axesMargin, axesMarks } from "../../shaders/figure/axes.ts";
import { Marks } from "../Marks.tsx";
import { coordinateText, readoutText, roughText } from "../numbers.ts";
import { Plot } from "../Plot.tsx";
import { usePlaneSession, useView } from "../session.ts";
import styles from "./CompareMaps.module.css";
import { useWidth } from "./useWidth.ts";

interface Props {
  readonly map: MethodMap;
  /** All that are compared. */
  readonly methods: readonly MethodChoice[];
  /** What the table has for its first method. */
  readonly row: Compared | null;
  /** The exact map, whose colours all have. */
  readonly leader: PlaneSession;
}

/** Around the plot, in CSS pixels. */
const insets = { left: axesMargin.left, right: 12, top: 6, bottom: axesMargin.bottom };

/** One of several maps: its plot, a square as wide as there is room, and what its method comes to. */
export function MapTile({ map, methods, row, leader }: Props) {
  const session = usePlaneSession();
  const { view } = session;
  const place = useRef<HTMLDivElement>(null);
  const side = Math.max(0, useWidth(place) - insets.left - insets.right);
  const plot = useView((state) => state.plot);
  const region = useView((state) => state.plane.view);
  const hover = useView((state) => state.hover);
  const problem = useView((state) => state.problem);
  const names = useView((state) => state.frame?.legend.axes ?? state.picture?.field.coordinateNames);

  useEffect(() => {
    view.set({ plot: { width: side, height: side, pixelRatio: window.devicePixelRatio } });
  }, [view.set, side]);

  const legend = useStore(leader.view.store, ({ frame }) => frame?.legend ?? null);
  const sampled = row?.status === "done" ? row.map : null;
  useEffect(() => {
    if ("show" in session && sampled && legend) (session as SampledPlane).show(sampled, legend);
  }, [session, sampled, legend]);

  const [x = "x", y = "y"] = names ?? [];
  const axes = useMemo(
    () => axesMarks({ view: planeView(region, plot), width: plot.width, height: plot.height, names: [x, y] }),
    [region, plot, x, y],
  );
  const words = mapWords(map, methods);
  return (
    <figure className={styles.map} data-sampled={!map.isShaded}>
      <div ref={place} className={styles.place} style={{ blockSize: insets.top + side + insets.bottom }}>
        <Plot left={insets.left} top={insets.top} pins={false} />
        {plot.width > 0 && (
          <svg className={styles.axes} aria-hidden="true">
            <g transform={`translate(${insets.left + 0.5} ${insets.top + 0.5})`}>
              <Marks marks={axes} />
              {hover && <circle className={styles.hover} cx={hover.left} cy={hover.top} r={6} />}
            </g>
          </svg>
        )}
      </div>
      <figcaption>
        <strong>{words}</strong>
        {problem ? <p className={styles.problem}>{problem}</p> : <Figures map={map} row={row} />}
      </figcaption>
    </figure>
  );
}

/** What the method says at the probe, or where the pointer is over any of the maps, and how far it is off. */
function Figures({ map, row }: { map: MethodMap; row: Compared | null }) {
  const told = useView((state) => lastOf(state.readout));
  if (row?.status === "failed") return <p className={styles.problem}>{row.problem}</p>;
  if (!map.isShaded && !row)
    return (
      <p className={styles.figures}>Its values are computed in float64, and drawn when they are there.</p>
    );
  const count = row?.map?.values.length;
  const value = told && valueBy(map, told);
  return (
    <p className={styles.figures}>
      {told && value !== null && (
        <>
          <data data-figure="value" value={String(value)} title={String(value)}>
            {readoutText(value)}
          </data>{" "}
          at ({coordinateText(told.point.x)}, {coordinateText(told.point.y)})
          {!map.isExact && (
            <>
              , error{" "}
              <data data-figure="error" value={String(value - told.exact)}>
                {roughText(value - told.exact)}
              </data>
            </>
          )}
        </>
      )}
      {row && !map.isExact && (
        <>
          {" · "}RMS over the view{" "}
          <data data-figure="rms" value={String(row.rms)}>
            {roughText(row.rms)}
          </data>
        </>
      )}
      {count !== undefined && ` · ${count} points in float64`}
    </p>
  );
}

function valueBy({ isExact, choice }: MethodMap, { exact, estimate, difference }: Readout): number {
  if (isExact) return exact;
  return "step" in choice ? difference : estimate;
}

/** Its method; where it is of several exact ones, all of them. */
function mapWords({ isExact, positions, choice }: MethodMap, methods: readonly MethodChoice[]): string {
  if (!isExact) return methodWords(choice);
  if (positions.length === 0) return "Exact, to compare with";
  const named = positions
    .map((position) => methods[position] ?? choice)
    .filter(({ method }) => method !== "auto");
  return named.length > 0 ? `Exact: ${[...new Set(named.map(methodWords))].join("; ")}` : "Exact";
}
