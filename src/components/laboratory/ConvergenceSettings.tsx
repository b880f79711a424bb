import type { ConvergenceCell } from "../../app/document/document.ts";
import { mostDraws, mostRepetitions } from "../../app/laboratory/convergence.ts";
import { methodLabels } from "../../app/laboratory/method-words.ts";
import { type StochasticMethod, stochasticMethods } from "../../engine/divergence/method.ts";
import { probeDistributions } from "../../engine/random/distributions.ts";
import { counted } from "./figure-text.ts";
import { DistributionSelect } from "./MethodPicker.tsx";
import { clampProbes } from "./method-choice.ts";
import { PointField } from "./PointField.tsx";
import { placeIn, placeText } from "./place.ts";
import { RowList } from "./RowList.tsx";
import { LabelledNumber, SettingsBox } from "./SettingsBox.tsx";
import { useLabChange } from "./useLabChange.ts";

type Estimator = ConvergenceCell["estimators"][number];

interface Props {
  readonly cell: ConvergenceCell;
  readonly dimension: number | null;
}

/** Which estimators run, where, and how long. */
export function ConvergenceSettings({ cell, dimension }: Props) {
  const { estimators, point, probes, repetitions, draws } = cell;
  const change = useLabChange<ConvergenceCell>(cell.id);
  const place = placeText(dimension === null ? point : placeIn(point, dimension));
  const setEstimators = (rows: readonly Estimator[]) => change({ estimators: rows }, null);
  return (
    <SettingsBox summary={`${counted(estimators.length, "estimator")} at ${place}`}>
      <RowList noun="estimator" rows={estimators} fresh={freshEstimator} onChange={setEstimators}>
        {(estimator, label, index) => {
          const set = (part: Partial<Estimator>) =>
            setEstimators(estimators.with(index, { ...estimator, ...part }));
          return (
            <>
              <select
                aria-label={label}
                value={estimator.method}
                onChange={({ target }) => set({ method: target.value as StochasticMethod })}
              >
                {stochasticMethods.map((method) => (
                  <option key={method} value={method}>
                    {methodLabels[method]}
                  </option>
                ))}
              </select>
              <DistributionSelect
                label={`Distribution of ${label.toLowerCase()}`}
                value={estimator.distribution}
                onChange={(distribution) => set({ distribution })}
              />
            </>
          );
        }}
      </RowList>
      <PointField label="Point" point={point} onChange={(point) => change({ point }, "point")} />
      <LabelledNumber
        label="Largest number of probes"
        value={probes}
        onChange={(value) => change({ probes: clampProbes(value) }, "probes")}
      />
      <LabelledNumber
        label="Repetitions"
        value={repetitions}
        onChange={(value) => change({ repetitions: whole(value, 1, mostRepetitions) }, "repetitions")}
      />
      <LabelledNumber
        label="Single draws"
        value={draws}
        onChange={(value) => change({ draws: whole(value, 0, mostDraws) }, "draws")}
      />
    </SettingsBox>
  );
}

function whole(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, Math.round(value)));
}

/** The first distribution that Hutchinson's estimator does not run with yet. */
function freshEstimator(estimators: readonly Estimator[]): Estimator {
  const free = probeDistributions.find((distribution) =>
    estimators.every((one) => one.method !== "hutchinson" || one.distribution !== distribution),
  );
  return { method: "hutchinson", distribution: free ?? "rademacher" };
}
