import type { Bindings } from "../divergence/bindings.ts";
import { JacobianOperator } from "../divergence/jacobian-operator.ts";
import { isUnrolled } from "../divergence/plan.ts";
import { createFieldEvaluator } from "../divergence/point-evaluator.ts";
import type { Field, Program } from "../language/program.ts";
import { callFlops, finished, Pace, type Work } from "../work.ts";

/** Numbers of basis vectors held at a time. */
const basisEntries = 1 << 18;

/** Jacobians at points given row by row: N×n×n, ∂F_i/∂x_j at [i][j]. */
export type JacobianEvaluator = (points: Float64Array, bindings: Bindings) => Float64Array;

/** By n jvps: written out in one kernel for few dimensions, else a block of basis vectors at a time. */
export function createJacobianEvaluator(program: Program, field: Field): JacobianEvaluator {
  const steps = createJacobianSteps(program, field);
  return (points, bindings) => finished(steps(points, bindings));
}

/** As createJacobianEvaluator, in steps. */
export function createJacobianSteps(
  program: Program,
  field: Field,
): (points: Float64Array, bindings: Bindings) => Work<Float64Array> {
  if (isUnrolled(field)) {
    const evaluator = createFieldEvaluator(program, field);
    // biome-ignore lint/correctness/useYield: it is one step.
    return function* (points, bindings) {
      return evaluator.evaluate(points, bindings).jacobian;
    };
  }
  const n = field.dimension;
  const operator = new JacobianOperator(program, field);
  const most = Math.max(1, Math.min(n, Math.floor(basisEntries / n), Math.ceil(callFlops / operator.flops)));
  return function* (points, bindings) {
    const count = points.length / n;
    const out = new Float64Array(count * n * n);
    const basis = new Float64Array(most * n);
    const columns = new Float64Array(most * n);
    const pace = new Pace();
    for (let point = 0; point < count; point++) {
      for (let from = 0; from < n; from += most) {
        // Anew, as others may have had their turn.
        operator.moveTo(points, point, bindings);
        const many = Math.min(most, n - from);
        basis.fill(0);
        for (let j = 0; j < many; j++) basis[j * n + from + j] = 1;
        operator.apply(basis, many, columns);
        for (let j = 0; j < many; j++) {
          for (let i = 0; i < n; i++) out[(point * n + i) * n + from + j] = columns[j * n + i] as number;
        }
        if (pace.isDue(many * operator.flops)) yield pace.taken();
      }
    }
    return out;
  };
}
