import { bounds } from "../app/document/bounds.ts";
import { type Comparison, defaultMethods, type MapKind, type Side } from "../shaders/protocol.ts";
import { sidesOf } from "../shaders/sides.ts";
import styles from "./Controls.module.css";
import { comparedOf } from "./compared.ts";
import { later } from "./lazily.tsx";
import { NumberField } from "./NumberField.tsx";
import { usePlaneSession, useView } from "./session.ts";

const MethodPicker = later(async () => (await import("./laboratory/MethodPicker.tsx")).MethodPicker);

/** Maps besides the three that are one click away. */
const moreMaps: readonly (readonly [MapKind, string])[] = [
  ["lens", "two ways, split by a divider"],
  ["difference", "finite difference, float32"],
  ["float64", "exact, float64"],
  ["method", "any method, float64"],
  ["standard-error", "standard error, measured"],
  ["predicted-error", "standard error, predicted"],
];

const sideLabels: Readonly<Record<Side, string>> = {
  exact: "exact, float32",
  estimate: "estimate",
  difference: "finite difference",
  float64: "exact, float64",
  method: "any method, float64",
};

/** Exponents of ten between which the step's slider runs, and its own step. */
const [least, most] = bounds.step.map(Math.log10) as [number, number];
const exponentStep = 0.1;

interface CompareProps {
  /** Those there are; all where they are absent. */
  readonly kinds?: readonly MapKind[];
  readonly sides?: readonly Side[];
}

/** Other maps than the exact one, the estimate and its error: what is compared with what, and by which step. */
export function CompareControls({ kinds, sides }: CompareProps) {
  const { view } = usePlaneSession();
  const plane = useView((state) => state.plane);
  const compare = comparedOf(plane);
  const set = (change: Partial<Comparison>) => view.setPlane({ compare: { ...compare, ...change } });
  const other = (plane.colouring?.quantity ?? "divergence") !== "divergence";
  const kind = other ? "exact" : plane.map;
  const pair = kind === "error" || kind === "lens";
  const shown = sidesOf({ kind, compare });
  return (
    <>
      <label className={styles.pair}>
        <span>More maps</span>
        <select
          value={moreMaps.some(([value]) => value === kind) ? kind : ""}
          disabled={other}
          onChange={(event) => view.setPlane({ map: (event.target.value || "exact") as MapKind })}
        >
          <option value="">none of these</option>
          {moreMaps.map(
            ([value, label]) =>
              kinds?.includes(value) !== false && (
                <option key={value} value={value}>
                  {label}
                </option>
              ),
          )}
        </select>
      </label>
      {pair && (
        <span className={styles.pair}>
          <SideSelect
            label={kind === "lens" ? "Left of the divider" : "Signed error of"}
            value={compare.left}
            sides={sides}
            onChange={(left) => set({ left })}
          />
          <span aria-hidden="true">{kind === "lens" ? "|" : "−"}</span>
          <SideSelect
            label={kind === "lens" ? "Right of the divider" : "Signed error against"}
            value={compare.right}
            sides={sides}
            onChange={(right) => set({ right })}
          />
        </span>
      )}
      {shown.map((side, k) => {
        if (side !== "method") return null;
        const at = k === 0 ? "left" : "right";
        const methods = compare.methods ?? defaultMethods;
        return (
          <span key={at} className={styles.pair}>
            <span aria-hidden="true">{pair ? (at === "left" ? "Left" : "Right") : "By"}</span>
            <MethodPicker
              label={pair ? `Method on the ${at}` : "Method of the map"}
              choice={methods[at]}
              onChange={(choice) => set({ methods: { ...methods, [at]: choice } })}
            />
          </span>
        );
      })}
      {shown.includes("difference") && (
        <span className={styles.pair}>
          <span aria-hidden="true">Step h</span>
          <input
            type="range"
            aria-label="Step h, powers of ten"
            aria-valuetext={String(compare.step)}
            className={styles.step}
            min={least}
            max={most}
            step={exponentStep}
            value={Math.log10(compare.step)}
            onChange={(event) => set({ step: roundStep(10 ** Number(event.target.value)) })}
          />
          <NumberField
            label="Step h"
            className={styles.short}
            room={6}
            value={compare.step}
            text={compare.step < 1e-3 ? compare.step.toExponential() : String(compare.step)}
            onChange={(step) => {
              if (step > 0) set({ step: Math.min(bounds.step[1], Math.max(bounds.step[0], step)) });
            }}
          />
        </span>
      )}
    </>
  );
}

/** Two digits: a step that can be read aloud. */
function roundStep(step: number): number {
  return Number(step.toPrecision(2));
}

interface SideProps {
  readonly label: string;
  readonly value: Side;
  readonly sides: readonly Side[] | undefined;
  readonly onChange: (side: Side) => void;
}

function SideSelect({ label, value, sides, onChange }: SideProps) {
  return (
    <select aria-label={label} value={value} onChange={(event) => onChange(event.target.value as Side)}>
      {Object.entries(sideLabels).map(
        ([side, words]) =>
          sides?.includes(side as Side) !== false && (
            <option key={side} value={side}>
              {words}
            </option>
          ),
      )}
    </select>
  );
}
