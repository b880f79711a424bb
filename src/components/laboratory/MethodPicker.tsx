import { distributionLabels, type MethodName, methodLabels } from "../../app/laboratory/method-words.ts";
import type { MethodChoice } from "../../engine/divergence/method-choice.ts";
import { type ProbeDistribution, probeDistributions } from "../../engine/random/distributions.ts";
import type { KeySharing } from "../../engine/random/probes.ts";
import { NumberField } from "../NumberField.tsx";
import styles from "./MethodList.module.css";
import { clampProbes, clampStep, methodNames, withMethod } from "./method-choice.ts";

interface Props {
  /** `Method 2`: what the controls are labelled by. */
  readonly label: string;
  readonly choice: MethodChoice;
  /** `typed`: a number that is being typed changed. */
  readonly onChange: (choice: MethodChoice, typed: boolean) => void;
}

/** A method and what it takes: probes, their distribution and keys, or the step of the finite difference. */
export function MethodPicker({ label, choice, onChange }: Props) {
  return (
    <>
      <select
        aria-label={label}
        data-method
        value={choice.method}
        onChange={({ target }) => onChange(withMethod(choice, target.value as MethodName), false)}
      >
        {methodNames.map((method) => (
          <option key={method} value={method}>
            {methodLabels[method]}
          </option>
        ))}
      </select>
      {"step" in choice && (
        <span className={styles.pair}>
          <span aria-hidden="true">h</span>
          <NumberField
            label={`Step h of ${label.toLowerCase()}`}
            className={styles.number}
            value={choice.step}
            onChange={(step) => {
              if (step > 0) onChange({ ...choice, step: clampStep(step) }, true);
            }}
          />
        </span>
      )}
      {"probes" in choice && (
        <>
          <NumberField
            label={`Probes of ${label.toLowerCase()}`}
            className={styles.number}
            value={choice.probes}
            onChange={(probes) => onChange({ ...choice, probes: clampProbes(probes) }, true)}
          />
          <DistributionSelect
            label={`Distribution of ${label.toLowerCase()}`}
            value={choice.distribution}
            onChange={(distribution) => onChange({ ...choice, distribution }, false)}
          />
          <select
            aria-label={`Keys of ${label.toLowerCase()}`}
            value={choice.keys}
            onChange={({ target }) => onChange({ ...choice, keys: target.value as KeySharing }, false)}
          >
            <option value="shared">shared key</option>
            <option value="per-point">key per point</option>
          </select>
        </>
      )}
    </>
  );
}

interface DistributionProps {
  readonly label: string;
  readonly value: ProbeDistribution;
  readonly onChange: (distribution: ProbeDistribution) => void;
}

export function DistributionSelect({ label, value, onChange }: DistributionProps) {
  return (
    <select
      aria-label={label}
      value={value}
      onChange={({ target }) => onChange(target.value as ProbeDistribution)}
    >
      {probeDistributions.map((distribution) => (
        <option key={distribution} value={distribution}>
          {distributionLabels[distribution]}
        </option>
      ))}
    </select>
  );
}
