import { useId } from "react";
import { drawSeed } from "../app/store/draw-seed.ts";
import type { Distribution, KeySharing } from "../engine/random/probes.ts";
import styles from "./Controls.module.css";
import { NumberField } from "./NumberField.tsx";
import { SegmentedControl } from "./SegmentedControl.tsx";
import { usePlaneSession, useView } from "./session.ts";

/** The slider runs over the powers of two up to this exponent: 1 … 4096 probes. */
const largestExponent = 12;

const distributions: readonly { value: Distribution; label: string; note: string }[] = [
  { value: "rademacher", label: "Rademacher", note: "Probes of ±1" },
  { value: "gaussian", label: "Gaussian", note: "Probes of normal numbers" },
];

const sharing: readonly { value: KeySharing; label: string; note: string }[] = [
  { value: "shared", label: "Shared key", note: "Every pixel gets the same probes" },
  { value: "per-point", label: "Key per pixel", note: "The index of the pixel is folded into the key" },
];

interface EstimateProps {
  /** Whether points could have keys of their own. */
  readonly hasKeys?: boolean;
}

/** Hutchinson's estimator: its probes and its key. */
export function EstimateControls({ hasKeys = true }: EstimateProps) {
  const { view } = usePlaneSession();
  const { probes, distribution, keys } = useView((state) => state.plane);
  const seed = useView((state) => state.document.seed);
  const ticks = useId();
  const setProbes = (count: number) =>
    view.setPlane({ probes: Math.min(2 ** largestExponent, Math.max(1, Math.round(count))) });
  return (
    <>
      <div className={styles.pair}>
        <span aria-hidden="true">Probes</span>
        <input
          type="range"
          aria-label="Probes, powers of two"
          aria-valuetext={`${probes} probes`}
          className={styles.probes}
          min={0}
          max={largestExponent}
          step={1}
          list={ticks}
          value={Math.log2(probes)}
          onChange={(event) => setProbes(2 ** Number(event.target.value))}
        />
        <datalist id={ticks}>
          {Array.from({ length: largestExponent + 1 }, (_, exponent) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the index is the exponent itself.
            <option key={exponent} value={exponent} />
          ))}
        </datalist>
        <NumberField
          label="Number of probes"
          className={styles.short}
          room={6}
          value={probes}
          onChange={setProbes}
        />
      </div>
      <SegmentedControl
        label="Distribution of the probes"
        options={distributions}
        value={distribution}
        onChange={(distribution) => view.setPlane({ distribution })}
      />
      {hasKeys && (
        <SegmentedControl
          label="Keys"
          options={sharing}
          value={keys}
          onChange={(keys) => view.setPlane({ keys })}
        />
      )}
      <span className={styles.pair}>
        <span aria-hidden="true">Seed</span>
        <NumberField label="Seed" className={styles.short} room={6} value={seed} onChange={view.setSeed} />
        <button type="button" onClick={() => drawSeed(view.notebook)}>
          New seed
        </button>
      </span>
    </>
  );
}
