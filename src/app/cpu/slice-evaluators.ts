import { createJacobianEvaluator, type JacobianEvaluator } from "../../engine/api/jacobian-evaluator.ts";
import { createFieldEvaluator } from "../../engine/divergence/point-evaluator.ts";
import type { Field, Program } from "../../engine/language/program.ts";
import { type ComplexNumber, spectrumOf } from "../../engine/linear/spectrum.ts";

export { createStructuredEvaluator } from "../../engine/divergence/structured-evaluator.ts";
export { sliceFor } from "../../shaders/slice.ts";
export { curlInPlane, placesOn } from "../../shaders/slice-geometry.ts";

/** Dimension up to which eigenvalues are told: a list of more is not read. */
const mostEigenvalues = 32;

/** Eigenvalues of an n × n Jacobian; null where there are too many. */
export function spectrumAt(jacobian: Float64Array, n: number): readonly ComplexNumber[] | null {
  return n <= mostEigenvalues ? spectrumOf(jacobian, n) : null;
}

/** F and its Jacobian, which is not written out in one kernel where n is not small. */
export function fieldEvaluator(program: Program, field: Field): ReturnType<typeof createFieldEvaluator> {
  const { components, write } = createFieldEvaluator(program, field);
  let jacobian: JacobianEvaluator | null = null;
  return {
    components,
    write,
    evaluate(points, bindings) {
      jacobian ??= createJacobianEvaluator(program, field);
      return { components: components(points, bindings), jacobian: jacobian(points, bindings) };
    },
  };
}
