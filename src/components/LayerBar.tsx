import { type ReactNode, useId } from "react";
import { countText } from "../app/count-text.ts";
import { defaultLayers } from "../app/document/document.ts";
import { inSight } from "../app/flux/region.ts";
import { isSliced } from "../app/store/picture.ts";
import type { Layers } from "../shaders/layers/layers.ts";
import styles from "./LayerBar.module.css";
import { NumberField } from "./NumberField.tsx";
import { SegmentedControl } from "./SegmentedControl.tsx";
import { usePlaneSession, useView } from "./session.ts";

/** Particles are counted in powers of ten, by quarters: 100 … 4 million. */
const counts = { low: 2, high: 6.5, step: 0.25 } as const;
const speeds = { low: -2, high: 2, step: 0.5 } as const;

/** The layers of the picture, each switched on its own, and what can be set of each. */
export function LayerBar() {
  const { view } = usePlaneSession();
  const plane = useView((state) => state.plane);
  const sliced = useView(isSliced);
  const software = useView((state) => state.frame?.backend === "cpu");
  const { layers = defaultLayers, streamlines, lines, flux } = plane;
  const { map, particles, texture, arrows, mesh } = layers;
  const set = (change: Partial<Layers>) => view.setPlane({ layers: { ...layers, ...change } });
  const missing = software ? "Needs WebGL 2, which this browser does not offer" : undefined;
  return (
    <>
      <Layer label="Map" on={map} onChange={(on) => set({ map: on })} />
      <Layer label="Streamlines" on={streamlines} onChange={(streamlines) => view.setPlane({ streamlines })}>
        <SegmentedControl
          label="How close lines stand"
          options={[
            { value: "sparse", label: "Sparse" },
            { value: "normal", label: "Normal" },
            { value: "dense", label: "Dense" },
          ]}
          value={lines.density}
          onChange={(density) => view.setPlane({ lines: { ...lines, density } })}
        />
        <SegmentedControl
          label="Colour of the lines"
          options={[
            { value: "plain", label: "Plain" },
            { value: "map", label: "As the map", note: "Lines in the colours of the values under them" },
          ]}
          value={lines.colour}
          onChange={(colour) => view.setPlane({ lines: { ...lines, colour } })}
        />
      </Layer>
      <Layer
        label="Particles"
        on={particles.on}
        missing={missing}
        onChange={(on) => set({ particles: { ...particles, on } })}
      >
        <SegmentedControl
          label="What particles show"
          options={[
            { value: "trails", label: "Trails", note: "Particles live for a while and leave trails" },
            {
              value: "density",
              label: "Density",
              note: "Nothing is born or dies: sources thin out, sinks crowd",
            },
          ]}
          value={particles.density ? "density" : "trails"}
          onChange={(mode) => set({ particles: { ...particles, density: mode === "density" } })}
        />
        <Slider
          label="Number of particles"
          words={countText(particles.count)}
          {...counts}
          value={Math.log10(particles.count)}
          onChange={(power) => set({ particles: { ...particles, count: roundCount(10 ** power) } })}
        />
        <NumberField
          label="Particles"
          value={particles.count}
          onChange={(count) =>
            count >= 100 &&
            set({ particles: { ...particles, count: Math.min(4_194_304, Math.round(count)) } })
          }
        />
        <Slider
          label="Speed of the particles"
          words={`${particles.speed}×`}
          {...speeds}
          value={Math.log2(particles.speed)}
          onChange={(power) => set({ particles: { ...particles, speed: roundCount(2 ** power) } })}
        />
      </Layer>
      <Layer
        label="Texture"
        on={texture.on}
        missing={missing}
        onChange={(on) => set({ texture: { ...texture, on } })}
      >
        <Check
          label="Flowing"
          on={texture.moving}
          onChange={(moving) => set({ texture: { ...texture, moving } })}
        />
        <p className={styles.note}>Noise smeared along the field: line integral convolution.</p>
      </Layer>
      <Layer label="Arrows" on={arrows.on} onChange={(on) => set({ arrows: { ...arrows, on } })}>
        <SegmentedControl
          label="Length of the arrows"
          options={[
            { value: "scaled", label: "As |F|" },
            { value: "fixed", label: "All alike" },
          ]}
          value={arrows.scaled ? "scaled" : "fixed"}
          onChange={(length) => set({ arrows: { ...arrows, scaled: length === "scaled" } })}
        />
      </Layer>
      <Layer label="Mesh" on={mesh.on} onChange={(on) => set({ mesh: { ...mesh, on } })}>
        <Check
          label="Carried over and over"
          on={mesh.moving}
          disabled={software}
          onChange={(moving) => set({ mesh: { ...mesh, moving } })}
        />
        <Slider
          label="How far the mesh is carried"
          words={`${Math.round(100 * mesh.share)} %`}
          low={0}
          high={1}
          step={0.01}
          disabled={mesh.moving && !software}
          value={mesh.share}
          onChange={(share) => set({ mesh: { ...mesh, share } })}
        />
        <p className={styles.note}>
          Where a square grows the flow diverges; where it shrinks it converges.
          {software && " Nothing moves without WebGL 2: the mesh stands as far as it is set."}
        </p>
      </Layer>
      <Layer
        label="Flux"
        missing={sliced ? "The flux through a curve tells of fields on R^2 alone" : undefined}
        on={(flux?.on && !sliced) ?? false}
        onChange={(on) => {
          const region = { shape: "rectangle", points: [], ...flux, on } as const;
          const { plot } = view.store.getState();
          view.setPlane({ flux: on ? inSight(region, plane.view, plot) : region });
        }}
      />
    </>
  );
}

/** Two digits: round numbers to be read aloud. */
function roundCount(value: number): number {
  return Number(value.toPrecision(2));
}

interface LayerProps {
  readonly label: string;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
  /** Why it cannot be had here. */
  readonly missing?: string | undefined;
  /** Its settings, shown when they are asked for. */
  readonly children?: ReactNode;
}

function Layer({ label, on, onChange, missing, children }: LayerProps) {
  const id = useId();
  const anchor = `--layer-${label.toLowerCase()}`;
  return (
    <span className={styles.layer} data-on={on || undefined} title={missing}>
      <label className={styles.switch}>
        <input
          type="checkbox"
          checked={on}
          disabled={missing !== undefined && !on}
          onChange={(event) => onChange(event.target.checked)}
        />
        {label}
      </label>
      {children && (
        <>
          <button
            type="button"
            className={styles.more}
            popoverTarget={id}
            aria-label={`Settings of ${label.toLowerCase()}`}
            style={{ anchorName: anchor }}
          >
            <svg viewBox="0 0 10 10" width="9" height="9" aria-hidden="true">
              <path d="M1.5 3.5 5 7l3.5-3.5" />
            </svg>
          </button>
          <fieldset
            id={id}
            popover="auto"
            aria-label={label}
            className={styles.settings}
            style={{ positionAnchor: anchor }}
          >
            {missing === undefined ? children : <p className={styles.note}>{missing}.</p>}
          </fieldset>
        </>
      )}
    </span>
  );
}

interface CheckProps {
  readonly label: string;
  readonly on: boolean;
  readonly disabled?: boolean;
  readonly onChange: (on: boolean) => void;
}

function Check({ label, on, disabled = false, onChange }: CheckProps) {
  return (
    <label className={styles.switch}>
      <input
        type="checkbox"
        checked={on}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
      />
      {label}
    </label>
  );
}

interface SliderProps {
  readonly label: string;
  readonly words: string;
  readonly low: number;
  readonly high: number;
  readonly step: number;
  readonly value: number;
  readonly disabled?: boolean;
  readonly onChange: (value: number) => void;
}

function Slider({ label, words, low, high, step, value, disabled = false, onChange }: SliderProps) {
  return (
    <span className={styles.slider}>
      <input
        type="range"
        aria-label={label}
        aria-valuetext={words}
        min={low}
        max={high}
        step={step}
        value={value}
        disabled={disabled}
        onChange={(event) => onChange(Number(event.target.value))}
      />
      <span aria-hidden="true">{words}</span>
    </span>
  );
}
