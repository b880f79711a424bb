import { type Evaluator, evaluatorFrom } from "../../engine/divergence/evaluation.ts";
import type { createFieldEvaluator } from "../../engine/divergence/point-evaluator.ts";
import { predictedVariance } from "../../engine/divergence/variance-law.ts";
import { addProbes, momentCovariance, momentError, probeSumCount } from "../../engine/random/probe-spread.ts";
import { pointKey } from "../../engine/random/probes.ts";
import { type Key, prngKey } from "../../engine/random/threefry.ts";
import type { Subject } from "./protocol.ts";

/** Points whose sums are kept: those of the statistics, and of some thousands of readings besides. */
const kept = 16_384;

interface Account {
  readonly sums: Float64Array;
  taken: number;
}

/** Sums over the first probes of points, kept so that taking more of them draws only those. They know nothing of a field. */
export class ProbeLedger {
  readonly serves: string;
  private readonly key: Key;
  private readonly accounts = new Map<number, Account>();

  constructor(subject: Subject) {
    this.serves = ledgerKey(subject);
    this.key = prngKey(subject.seed);
  }

  sumsOf({ probes, taken = probes, distribution, layout, keys }: Subject, index: number): Float64Array {
    const at = keys === "shared" ? 0 : index;
    let account = this.accounts.get(at);
    if (!account || account.taken > taken) {
      if (this.accounts.size >= kept) this.accounts.clear();
      account = { sums: new Float64Array(probeSumCount), taken: 0 };
      this.accounts.set(at, account);
    }
    const key = keys === "shared" ? this.key : pointKey(this.key, index);
    addProbes(account.sums, key, account.taken, taken, probes, distribution, layout);
    account.taken = taken;
    return account.sums;
  }
}

export function ledgerKey({ probes, distribution, layout, keys, seed }: Subject): string {
  return [probes, distribution, layout, keys, seed].join();
}

/** The estimate of a planar field from the first `subject.taken` of its probes. */
export function firstProbes(
  values: ReturnType<typeof createFieldEvaluator>,
  subject: Subject,
  ledger: ProbeLedger,
): Evaluator {
  const { probes, taken = probes, distribution } = subject;
  return evaluatorFrom({
    passes: taken,
    costsMoreThanExact: taken >= 2,
    predictsVariance: true,
    *steps(points, bindings, firstIndex = 0) {
      const { jacobian } = values.evaluate(points, bindings);
      const count = points.length / 2;
      const [estimates, standardError, predicted] = [0, 1, 2].map(() => new Float64Array(count)) as [
        Float64Array,
        Float64Array,
        Float64Array,
      ];
      for (let k = 0; k < count; k++) {
        const J = jacobian.subarray(4 * k, 4 * k + 4);
        const [a = 0, b = 0, c = 0, d = 0] = J;
        const sums = ledger.sumsOf(subject, firstIndex + k);
        const [s0 = 0, s1 = 0, s2 = 0] = sums;
        estimates[k] = (s0 * a + s1 * (b + c) + s2 * d) / taken;
        standardError[k] = momentError(momentCovariance(sums, taken), 0, [a, b + c, d]);
        predicted[k] = predictedVariance(J, 2, distribution, taken);
      }
      return { values: estimates, standardError, predictedVariance: predicted };
    },
  });
}
