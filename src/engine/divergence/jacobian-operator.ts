import { compilePointKernel, type PointKernel } from "../codegen/kernel.ts";
import type { Node } from "../graph/node.ts";
import type { Field, Program } from "../language/program.ts";
import { type Bindings, bindingOf } from "./bindings.ts";
import type { LinearOperator } from "./operator.ts";
import { forwardProduct, probeNodes, reverseProduct } from "./probe-form.ts";
import { forwardFlops } from "./product-flops.ts";
import { kernelForm } from "./vector-form.ts";

/** The Jacobian of a field at a point that can be moved: products by jvps and vjps, never as a matrix. */
export class JacobianOperator implements LinearOperator {
  readonly n: number;
  private readonly program: Program;
  private readonly field: Field;
  /** The point, then the sliders: to the kernels the point is a parameter, so the primal is computed once a call. */
  private readonly place: Float64Array;
  private time = 0;
  private forward: PointKernel | null = null;
  private reverse: PointKernel | null = null;

  constructor(program: Program, field: Field) {
    this.program = program;
    this.field = field;
    this.n = field.dimension;
    this.place = new Float64Array(this.n + program.parameters.length);
  }

  get flops(): number {
    return forwardFlops(this.field).tangent;
  }

  /** Moves to row `i` of `points`. */
  moveTo(points: Float64Array, i: number, { parameters, time }: Bindings): void {
    for (let j = 0; j < this.n; j++) this.place[j] = points[i * this.n + j] as number;
    this.place.set(parameters, this.n);
    this.time = time;
  }

  apply(vectors: Float64Array, m: number, out: Float64Array): void {
    this.forward ??= this.compile(forwardProduct);
    this.forward(m, vectors, this.place, this.time, out);
  }

  applyTranspose(vectors: Float64Array, m: number, out: Float64Array): void {
    this.reverse ??= this.compile(reverseProduct);
    this.reverse(m, vectors, this.place, this.time, out);
  }

  /** A kernel whose points are vectors: tangents or cotangents. */
  private compile(
    product: (form: Pick<Field, "inputs" | "output">, probes: readonly Node[]) => readonly Node[],
  ): PointKernel {
    const form = kernelForm(this.field);
    const probes = probeNodes(form);
    const { coordinates, parameters, time } = bindingOf(this.program, form);
    const parts = product(form, probes);
    return compilePointKernel(parts, {
      coordinates: probes,
      parameters: [...coordinates, ...parameters],
      time,
    });
  }
}
