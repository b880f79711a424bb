import { useEffect, useState } from "react";
import type { FluxFigures } from "../app/cpu/protocol.ts";
import { fluxMeterOf, regionOf } from "../app/flux/flux.ts";
import { type RegionKind, reshaped, withoutVertex, withVertex } from "../app/flux/region.ts";
import { measuredText } from "./accuracy.ts";
import controls from "./Controls.module.css";
import rows from "./ControlsPlace.module.css";
import styles from "./FluxPanel.module.css";
import { roughText } from "./numbers.ts";
import { SegmentedControl } from "./SegmentedControl.tsx";
import { ShrinkChart } from "./ShrinkChart.tsx";
import { usePlaneSession, useView } from "./session.ts";
import { useFlux } from "./useFlux.ts";
import { useReducedMotion } from "./useReducedMotion.ts";

/** Milliseconds the figures must stand before they are announced. */
const announceDelay = 600;

const shapes: readonly { value: RegionKind; label: string }[] = [
  { value: "rectangle", label: "Rectangle" },
  { value: "circle", label: "Circle" },
  { value: "polygon", label: "Polygon" },
];

/** The two sides of the divergence theorem over the flux region, and what they come to as it shrinks. */
export function FluxPanel() {
  const figures = useFlux((state) => state.figures);
  const value =
    figures.status === "done" ? figures.value : figures.status === "running" ? figures.last : null;
  return (
    <section className={styles.panel} aria-label="Flux region">
      <Settings />
      {value && <Disagreement figures={value} />}
      {figures.status === "failed" ? (
        <p className={styles.failed}>{figures.message}</p>
      ) : (
        <Figures figures={value} running={figures.status === "running"} />
      )}
      <Announcement figures={figures.status === "done" ? figures.value : null} />
    </section>
  );
}

function Settings() {
  const session = usePlaneSession();
  const meter = fluxMeterOf(session);
  const kind = useView((state) => state.plane.flux?.shape ?? "rectangle");
  const vertices = useView((state) => state.plane.flux?.points.length ?? 0);
  const change = (next: (region: NonNullable<ReturnType<typeof regionOf>>) => typeof region) => {
    const region = regionOf(session.view.store.getState());
    if (region) meter.change(next(region));
  };
  return (
    <div className={rows.row}>
      <SegmentedControl
        label="Shape of the flux region"
        options={shapes}
        value={kind}
        onChange={(shape) => change((region) => reshaped(region, shape))}
      />
      {kind === "polygon" && (
        <span className={controls.pair}>
          <button
            type="button"
            aria-label="Remove a vertex"
            disabled={vertices <= 3}
            onClick={() => change((region) => withoutVertex(region))}
          >
            −
          </button>
          {vertices} vertices
          <button type="button" aria-label="Add a vertex" onClick={() => change(withVertex)}>
            +
          </button>
        </span>
      )}
      <Shrink />
    </div>
  );
}

/** Shrinks the region, halving it once at each press where motion is unwanted. */
function Shrink() {
  const meter = fluxMeterOf(usePlaneSession());
  const shrunk = useFlux((state) => state.shrunk);
  const shrinking = useFlux((state) => state.shrinking);
  const still = useReducedMotion();
  const finished = shrunk !== null && shrunk >= meter.halvings;
  const words = still
    ? "Halve, towards a point"
    : shrunk !== null && !finished
      ? "Go on"
      : "Shrink to a point";
  return (
    <>
      {shrinking ? (
        <button type="button" onClick={meter.pause}>
          Pause
        </button>
      ) : (
        <button type="button" disabled={still && finished} onClick={() => meter.shrink(!still)}>
          {words}
        </button>
      )}
      {shrunk !== null && (
        <>
          <button type="button" onClick={meter.restore}>
            Full size
          </button>
          <span className={styles.scale} data-figure="scale">
            {shrunk < 1 ? "size 1" : `size 1/${2 ** Math.floor(shrunk)}`}
          </span>
        </>
      )}
    </>
  );
}

function Figures({ figures, running }: { figures: FluxFigures | null; running: boolean }) {
  const shrunk = useFlux((state) => state.shrunk);
  const level = figures?.levels[Math.floor(shrunk ?? 0)] ?? figures?.levels[0];
  const field = figures?.field ?? "F";
  const both = level && {
    value: level.boundary.value - level.inside.value,
    error: level.boundary.error + level.inside.error,
  };
  const average = level && { value: level.inside.value / level.area, error: level.inside.error / level.area };
  return (
    <div className={styles.numbers} data-running={running || undefined}>
      <dl className={styles.figures}>
        <Figure name="flux" words={`∮ ${field}·n ds, outward`} measured={level?.boundary} />
        <Figure name="inside" words={`∬ ∇·${field} dA`} measured={level?.inside} />
        <Figure name="difference" words="difference" measured={both} />
        <Figure name="average" words={`average ∇·${field}`} measured={average} />
        {shrunk !== null && figures && level && average && (
          <div>
            <dt>{`∇·${field} at the centre`}</dt>
            <dd>
              <data value={String(figures.atCentre)} data-figure="centre">
                {measuredText(figures.atCentre, 0)}
              </data>
            </dd>
            <dd className={styles.error}>
              average off by {roughText(Math.abs(average.value - figures.atCentre))}
            </dd>
          </div>
        )}
      </dl>
      {shrunk !== null && figures && <ShrinkChart figures={figures} upTo={Math.floor(shrunk)} />}
    </div>
  );
}

/** Said where the divergence theorem does not hold: its sides are further apart than the quadrature can be wrong. */
function Disagreement({ figures: { levels, field } }: { figures: FluxFigures }) {
  const [whole] = levels;
  if (!whole) return null;
  const { boundary, inside } = whole;
  const told = boundary.error + inside.error;
  if (told === Number.POSITIVE_INFINITY) {
    return <p className={styles.note}>{field} or its divergence is not finite everywhere on this region.</p>;
  }
  if (Math.abs(boundary.value - inside.value) <= told + 1e-10 * Math.max(boundary.size, inside.size))
    return null;
  return <p className={styles.note}>The two sides differ: {field} jumps or has a pole in this region.</p>;
}

interface FigureProps {
  readonly name: string;
  readonly words: string;
  readonly measured: { readonly value: number; readonly error: number } | undefined;
}

function Figure({ name, words, measured }: FigureProps) {
  return (
    <div>
      <dt>{words}</dt>
      <dd>
        <data value={String(measured?.value)} data-figure={name}>
          {measured ? measuredText(measured.value, measured.error) : ""}
        </data>
      </dd>
      <dd className={styles.error} title="Estimate of the error of the quadrature">
        ±&nbsp;
        <data value={String(measured?.error)} data-figure={`${name}-error`}>
          {!measured ? "" : Number.isFinite(measured.error) ? roughText(measured.error) : "unknown"}
        </data>
      </dd>
    </div>
  );
}

/** The figures, said when they have stood for a while; not while something moves. */
function Announcement({ figures }: { figures: FluxFigures | null }) {
  const moving = useView((state) => state.playing);
  const shrinking = useFlux((state) => state.shrinking);
  const shrunk = useFlux((state) => state.shrunk);
  const [words, setWords] = useState("");
  const level = figures?.levels[Math.floor(shrunk ?? 0)];
  useEffect(() => {
    if (moving || shrinking || !level || !figures) return;
    const told = (value: number, error: number) => measuredText(value, error, 5);
    const average = told(level.inside.value / level.area, level.inside.error / level.area);
    const timer = setTimeout(() => {
      setWords(
        shrunk === null
          ? `Flux outward ${told(level.boundary.value, level.boundary.error)}, integral of the divergence ${told(level.inside.value, level.inside.error)}, average divergence ${average}.`
          : `At size 1/${1 / level.scale}: average divergence ${average}; at the centre ${told(figures.atCentre, 0)}.`,
      );
    }, announceDelay);
    return () => clearTimeout(timer);
  }, [moving, shrinking, level, figures, shrunk]);
  return (
    <p className="unseen" aria-live="polite">
      {words}
    </p>
  );
}
