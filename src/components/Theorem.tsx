import { useEffect, useState } from "react";
import type { ShrinkMeter, ShrinkState } from "../app/flux/shrinking.ts";
import { measuredText } from "./accuracy.ts";
import styles from "./FluxPanel.module.css";
import { roughText } from "./numbers.ts";
import { PassingButton } from "./PassingButton.tsx";
import { ShrinkChart } from "./ShrinkChart.tsx";
import { useAnotherDocument } from "./useAnotherDocument.ts";

/** Milliseconds the figures must stand before they are announced. */
const announceDelay = 600;

interface Measured {
  readonly value: number;
  readonly error: number;
}

/** Both sides of the divergence theorem at one size. */
interface Sides {
  readonly scale: number;
  readonly boundary: Measured & { readonly size: number };
  readonly inside: Measured & { readonly size: number };
}

interface Figures<Level extends Sides> {
  readonly field: string;
  /** By size, from the largest. */
  readonly levels: readonly Level[];
  readonly atCentre: number;
}

interface Props<Level extends Sides> {
  readonly state: ShrinkState<Figures<Level>>;
  readonly meter: Pick<ShrinkMeter<Figures<Level>>, "measure" | "stop">;
  /** Area or volume. */
  readonly extent: (level: Level) => number;
  /** The sides' names. */
  readonly names: (field: string) => { readonly boundary: string; readonly inside: string };
  /** "region" or "body". */
  readonly where: string;
  /** Further figures of a level. */
  readonly more?: (level: Level) => React.ReactNode;
  /** Time goes on, and figures are not for saying. */
  readonly playing: boolean;
}

/** The two sides of the divergence theorem, and what they come to as what they are of shrinks. */
export function Theorem<Level extends Sides>(props: Props<Level>) {
  const { figures, progress } = props.state;
  const { measure, stop } = props.meter;
  const value =
    figures.status === "done" ? figures.value : figures.status === "running" ? figures.last : null;
  const warning = value && disagreement(value, props.where);
  return (
    <>
      {warning && <p className={styles.note}>{warning}</p>}
      {figures.status === "failed" ? (
        <p className={styles.failed}>{figures.message}</p>
      ) : (
        <Numbers {...props} figures={value} running={figures.status === "running"} />
      )}
      {progress !== null && (
        <p className={styles.waiting}>
          <progress max={1} value={progress} aria-label={`Share of the flux of the ${props.where} done`} />
          <PassingButton about="flux" onClick={stop}>
            Stop
          </PassingButton>
        </p>
      )}
      {figures.status === "stopped" && (
        <p className={styles.waiting}>
          The measuring was stopped.
          <PassingButton about="flux" onClick={measure}>
            Measure it after all
          </PassingButton>
        </p>
      )}
      <Announcement
        {...props}
        figures={figures.status === "done" ? figures.value : null}
        problem={figures.status === "failed" ? figures.message : warning}
      />
    </>
  );
}

interface NumbersProps<Level extends Sides> extends Props<Level> {
  readonly figures: Figures<Level> | null;
  readonly running: boolean;
}

function Numbers<Level extends Sides>({ figures, running, ...props }: NumbersProps<Level>) {
  const { extent, more } = props;
  const { shrunk } = props.state;
  const level = figures?.levels[Math.floor(shrunk ?? 0)] ?? figures?.levels[0];
  const names = props.names(figures?.field ?? "F");
  const both = level && {
    value: level.boundary.value - level.inside.value,
    error: level.boundary.error + level.inside.error,
  };
  const average = level && averageOf(level, extent);
  return (
    <div className={styles.numbers} data-running={running || undefined}>
      <dl className={styles.figures}>
        <Figure name="flux" words={names.boundary} measured={level?.boundary} />
        <Figure name="inside" words={names.inside} measured={level?.inside} />
        <Figure name="difference" words="difference" measured={both} />
        <Figure name="average" words={`average ∇·${figures?.field ?? "F"}`} measured={average} />
        {level && more?.(level)}
        {shrunk !== null && figures && level && average && (
          <div>
            <dt>{`∇·${figures.field} at the centre`}</dt>
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
      {shrunk !== null && figures && (
        <ShrinkChart
          averages={figures.levels.map((level) => averageOf(level, extent))}
          atCentre={figures.atCentre}
          field={figures.field}
          upTo={Math.floor(shrunk)}
        />
      )}
    </div>
  );
}

function averageOf<Level extends Sides>(level: Level, extent: (level: Level) => number): Measured {
  const { value, error } = level.inside;
  return { value: value / extent(level), error: error / extent(level) };
}

/** Beyond this share of ∫|f| an error that is larger than both sides says that they are not known. */
const unsettled = 1e-6;

/**
 * Said where the divergence theorem does not hold: its sides are further apart than the quadrature can be wrong; or where it
 * cannot be told whether it does.
 */
function disagreement({ levels, field }: Figures<Sides>, where: string): string | null {
  const [whole] = levels;
  if (!whole) return null;
  const { boundary, inside } = whole;
  const told = boundary.error + inside.error;
  if (told === Number.POSITIVE_INFINITY) {
    return `${field} or its divergence is not finite everywhere on this ${where}.`;
  }
  const size = Math.max(boundary.size, inside.size);
  if (told > Math.max(Math.abs(boundary.value), Math.abs(inside.value), unsettled * size))
    return `The integrals are not settled: ${field} changes too quickly in this ${where}, or has a pole.`;
  if (Math.abs(boundary.value - inside.value) <= told + 1e-10 * size) return null;
  return `The two sides differ: ${field} jumps or has a pole in this ${where}.`;
}

interface FigureProps {
  readonly name: string;
  readonly words: string;
  readonly measured: Measured | undefined;
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

/** The figures, and what is wrong with them, said when they have stood for a while; not while something moves. */
function Announcement<Level extends Sides>({
  figures,
  problem,
  extent,
  playing,
  state: { shrinking, shrunk },
}: Props<Level> & { figures: Figures<Level> | null; problem: string | null }) {
  const [words, setWords] = useState("");
  useAnotherDocument(() => setWords(""));
  const level = figures?.levels[Math.floor(shrunk ?? 0)];
  const average = level ? averageOf(level, extent) : null;
  const [mean, meanError] = [average?.value ?? 0, average?.error ?? 0];
  useEffect(() => {
    if (playing || shrinking || !((level && figures) || problem)) return;
    const told = ({ value, error }: Measured) => measuredText(value, error, 5);
    const average = told({ value: mean, error: meanError });
    const numbers = () => {
      if (!level || !figures) return null;
      return shrunk === null
        ? `Flux outward ${told(level.boundary)}, integral of the divergence ${told(level.inside)}, average divergence ${average}.`
        : `At size 1/${1 / level.scale}: average divergence ${average}; at the centre ${told({ value: figures.atCentre, error: 0 })}.`;
    };
    const timer = setTimeout(
      () => setWords([problem, numbers()].filter((part) => part !== null).join(" ")),
      announceDelay,
    );
    return () => clearTimeout(timer);
  }, [playing, shrinking, level, figures, problem, shrunk, mean, meanError]);
  return (
    <p className="unseen" aria-live="polite">
      {words}
    </p>
  );
}
