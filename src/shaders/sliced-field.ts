import { createJacobianEvaluator, type JacobianEvaluator } from "../engine/api/jacobian-evaluator.ts";
import { curl } from "../engine/autodiff/operators.ts";
import type { GlslFunction } from "../engine/codegen/glsl.ts";
import { Weights } from "../engine/codegen/weights.ts";
import { printWideGlsl } from "../engine/codegen/wide-glsl.ts";
import { type Bindings, bindingsOf } from "../engine/divergence/bindings.ts";
import { createFieldEvaluator, createScalarEvaluator } from "../engine/divergence/point-evaluator.ts";
import { createStructuredEvaluator } from "../engine/divergence/structured-evaluator.ts";
import { structuredNode } from "../engine/divergence/structured-node.ts";
import { flopsOf } from "../engine/graph/flops.ts";
import type { Node } from "../engine/graph/node.ts";
import { substitute } from "../engine/graph/traverse.ts";
import type { Field, Program } from "../engine/language/program.ts";
import { add, div, dot, index, input, literal, mul, stack, sub } from "../engine/ops/index.ts";
import { momentMatrix } from "../engine/random/probes.ts";
import { prngKey } from "../engine/random/threefry.ts";
import { type CompiledField, limited, remember } from "./compiled-field.ts";
import { estimateNode } from "./estimate-node.ts";
import type { MapValues } from "./float64-map.ts";
import { PlaneProblem } from "./plane-problem.ts";
import type { MapSettings } from "./protocol.ts";
import { type Quantity, quantityNode, quantitySize } from "./quantity.ts";
import { axesOf, axisNames, metricOf, type Slice, sliceFor } from "./slice.ts";
import {
  curlInPlane,
  jacobianInPlane,
  mostEstimated,
  mostSliced,
  partsInPlane,
  placesOn,
  sliceText,
} from "./slice-geometry.ts";
import { sliceProducts } from "./slice-products.ts";
import { withWeights } from "./weights-scope.ts";

type Evaluate = (points: Float64Array, bindings: Bindings) => Float64Array;

/** A field of R^n on its slices. */
export interface SlicedField {
  /** null for the slice of the first two coordinates. */
  on(slice: Slice | null): CompiledField;
}

/** The field on all its slices; those that differ by their origin alone share graphs and shaders. */
export function compileSlices(program: Program, field: Field): SlicedField {
  const n = field.dimension;
  if (n < 2 || n > mostSliced) {
    throw new PlaneProblem(
      `${field.name} is a field on R^${n}; the plane shows those on R^2 up to R^${mostSliced}.`,
    );
  }
  const numbers = sliceNumbers(program, field);
  const known = new Map<string, (slice: Slice) => CompiledField>();
  return {
    on(given) {
      const slice = sliceFor(given, n);
      const key = JSON.stringify([slice.across, slice.up, axesOf(slice) !== null]);
      return remember(known, key, () => compileDirections(program, field, numbers, slice))(slice);
    },
  };
}

/** What the axes of a picture show, and where it lies. */
export function planeOfSlice(
  given: Slice | null,
  names: readonly string[],
): { readonly axes: readonly [string, string]; readonly place: string } {
  const slice = sliceFor(given, names.length);
  return { axes: axisNames(slice, names), place: sliceText(slice, names) };
}

/** The field on slices of the same directions: where they lie is a parameter of the shaders, as the sliders are. */
function compileDirections(
  program: Program,
  field: Field,
  numbers: SliceNumbers,
  directions: Slice,
): (slice: Slice) => CompiledField {
  const n = field.dimension;
  const graphs = sliceGraphs(program, field, directions);
  const { products } = graphs;
  const weights = new Weights();
  const glsl = new Map<string, string>();
  const costs = new Map<string, number>();
  const moments = new Map<string, Float64Array>();
  const print = (key: string, functions: () => readonly GlslFunction[], parameters: readonly Node[]) =>
    remember(glsl, key, () =>
      limited(() =>
        printWideGlsl(
          functions().map(({ name, outputs }) => ({ name, outputs: parted(outputs) })),
          {
            coordinates: graphs.coordinates,
            parameters: [
              ...program.parameters.map(({ node }) => node),
              graphs.origin,
              ...products.parameters,
              ...parameters,
            ],
            time: program.time,
          },
          weights,
        ),
      ),
    );
  const parted = (outputs: readonly Node[]) => substitute(outputs, products.parted);
  const momentOf = ({ seed, probes, taken, distribution, layout }: MapSettings) =>
    remember(moments, [seed, probes, taken, distribution, layout].join(), () =>
      momentMatrix(prngKey(seed), probes, n, distribution, layout, taken),
    );

  function shades({ kind, compare, keys }: MapSettings): boolean {
    const usual = compare.left === "estimate" && compare.right === "exact";
    if (kind !== "estimate" && !(kind === "error" && usual)) return kind === "exact";
    return keys === "shared" && n <= mostEstimated;
  }

  const hasMoment = (map: MapSettings) => map.kind !== "exact" && shades(map);
  const keyOf = (map: MapSettings) => `${hasMoment(map) ? map.kind : "exact"} ${map.quantity}`;

  function mapNode(map: MapSettings): Node {
    const { kind, quantity } = map;
    if (kind === "exact" || !shades(map)) return graphs.quantity(quantity);
    const estimate = graphs.estimate();
    return kind === "estimate" ? estimate : sub(estimate, graphs.quantity("divergence"));
  }

  return (slice) => {
    const parametersAt = (time: number, more: Float64Array | null): Bindings => {
      const { parameters } = bindingsOf(program, time);
      const told = [...slice.origin, ...products.values(beginningOf(slice))];
      return { parameters: Float64Array.of(...parameters, ...told, ...(more ?? [])), time };
    };
    return {
      program,
      field,
      sliced: {
        shades,
        places: (points) => placesOn(slice, points),
        glsl: (map) =>
          print(
            keyOf(map),
            () => [{ name: "quantity", outputs: [mapNode(map)] }],
            hasMoment(map) ? [graphs.moment] : [],
          ),
        cost: (map) =>
          remember(costs, keyOf(map), () => flopsOf(parted([mapNode(map)]), graphs.coordinates).primal),
        draw: (regl, draw) => withWeights(regl, weights.data, draw),
        values: (map, { time }, points) =>
          mapValues(
            map,
            numbers,
            slice,
            placesOn(slice, points),
            bindingsOf(program, time),
            hasMoment(map) ? momentOf(map) : null,
          ),
      },
      bindings: (time, map) => parametersAt(time, map && hasMoment(map) ? momentOf(map) : null),
      mapGlsl: () => {
        throw new Error("maps on slices are printed by `sliced.glsl`");
      },
      fieldGlsl: () => print("field", () => [{ name: "field", outputs: graphs.inPlane() }], []),
      evaluator:
        (quantity) =>
        (points, { time }) =>
          numbers.quantity(quantity, slice)(placesOn(slice, points), bindingsOf(program, time)),
      sizes:
        (quantity) =>
        (points, { time }) =>
          numbers.sizes(quantity)(placesOn(slice, points), bindingsOf(program, time)),
      fieldEvaluator: () => {
        const components = (points: Float64Array, { time }: Bindings) =>
          partsInPlane(slice, numbers.components(placesOn(slice, points), bindingsOf(program, time)));
        const jacobian = (points: Float64Array, { time }: Bindings) =>
          jacobianInPlane(slice, numbers.jacobian(placesOn(slice, points), bindingsOf(program, time)));
        return {
          components,
          write: (count, points, bindings, out) =>
            out.set(components(points.subarray(0, 2 * count), bindings)),
          evaluate: (points, bindings) => ({
            components: components(points, bindings),
            jacobian: jacobian(points, bindings),
          }),
        };
      },
    };
  };
}

/** The graphs of a field on slices: of s and t, with the slice's origin and the probes' moments as further inputs. */
export function sliceGraphs(program: Program, field: Field, slice: Slice) {
  const { graph } = field.output;
  const n = field.dimension;
  const fresh = (role: "coordinate" | "parameter", name: string, shape: readonly number[] = []) =>
    input(graph, role, name, graph.nextSerial(), shape);
  const [s, t] = [fresh("coordinate", "s"), fresh("coordinate", "t")] as const;
  const origin = fresh("parameter", "origin", [n]);
  const moment = fresh("parameter", "moment", [n, n]);
  const axes = axesOf(slice);
  const place = Array.from({ length: n }, (_, i): Node => {
    if (axes?.includes(i)) return i === axes[0] ? s : t;
    const parts = [
      [slice.across[i] as number, s],
      [slice.up[i] as number, t],
    ] as const;
    return parts.reduce<Node>(
      (total, [by, node]) => (by === 0 ? total : add(total, mul(by, node))),
      index(origin, i),
    );
  });
  const at = (node: Node) =>
    substitute([node], new Map(field.inputs.map((own, i) => [own, place[i] as Node])))[0] as Node;
  const value = at(field.output);
  const taken = program.parameters.length + n;
  const products = sliceProducts(value, stack(graph, place), [s, t], [slice.across, slice.up], taken);
  const along = (direction: readonly number[], vector: Node) =>
    axes
      ? index(vector, direction.indexOf(1))
      : dot(literal(graph, [n], Float64Array.from(direction)), vector);
  const covariant = [along(slice.across, value), along(slice.up, value)] as const;
  const { ss, st, tt, determinant } = metricOf(slice);

  return {
    coordinates: [s, t],
    origin,
    products,
    moment,
    quantity(quantity: Quantity): Node {
      if (quantity === "divergence") return structuredNode(field, place);
      if (quantity === "curl") return div(curl(stack(graph, covariant), [s, t]), Math.sqrt(determinant));
      const node = quantityNode(program, field, quantity);
      if (!node) throw new PlaneProblem(`There is no ${quantity} that gives a number for ${n} numbers.`);
      return at(node);
    },
    estimate: () => estimateNode(field, moment, place),
    /** The part of the field in the plane, in s and t. */
    inPlane(): readonly Node[] {
      const [a, b] = covariant;
      if (axes) return [a, b];
      return [div(sub(mul(tt, a), mul(st, b)), determinant), div(sub(mul(ss, b), mul(st, a)), determinant)];
    },
  };
}

/** The point of a slice at s = t = 0: where it runs along coordinates, their numbers are s and t themselves. */
function beginningOf(slice: Slice): number[] {
  const axes = axesOf(slice);
  return slice.origin.map((number, i) => (axes?.includes(i) ? 0 : number));
}

type SliceNumbers = ReturnType<typeof sliceNumbers>;

/** The field in float64 at points of R^n: what the shaders are compared with knows nothing of slices. */
function sliceNumbers(program: Program, field: Field) {
  const evaluators = new Map<string, Evaluate>();
  let components: Evaluate | null = null;
  let jacobian: JacobianEvaluator | null = null;
  const nodeOf = (quantity: Quantity, of = quantityNode): Node => {
    const node = of(program, field, quantity);
    if (!node) throw new PlaneProblem(`There is no ${quantity} that gives a number here.`);
    return node;
  };
  const jacobianAt: Evaluate = (places, bindings) => {
    jacobian ??= createJacobianEvaluator(program, field);
    return jacobian(places, bindings);
  };
  return {
    components: ((places, bindings) => {
      components ??= createFieldEvaluator(program, field).components;
      return components(places, bindings);
    }) satisfies Evaluate,
    jacobian: jacobianAt,
    quantity(quantity: Quantity, slice: Slice): Evaluate {
      if (quantity === "curl") {
        const n = field.dimension;
        return (places, bindings) => {
          const all = jacobianAt(places, bindings);
          return Float64Array.from({ length: places.length / n }, (_, k) =>
            curlInPlane(slice, all.subarray(k * n * n, (k + 1) * n * n)),
          );
        };
      }
      return remember(evaluators, quantity, () => {
        if (quantity === "divergence") {
          const exact = createStructuredEvaluator(program, field);
          return (places, bindings) => exact.evaluate(places, bindings).values;
        }
        return createScalarEvaluator(program, field, nodeOf(quantity));
      });
    },
    /** How large the terms are that a quantity of one graph is the sum of. */
    sizes: (quantity: Quantity): Evaluate =>
      remember(evaluators, `sizes ${quantity}`, () =>
        createScalarEvaluator(program, field, nodeOf(quantity, quantitySize)),
      ),
  };
}

/** The map at points of R^n with the size of the terms it is the sum of: Σ |J_ii|, and Σ |M_ij J_ij| of an estimate. */
function mapValues(
  { kind, quantity }: MapSettings,
  numbers: SliceNumbers,
  slice: Slice,
  places: Float64Array,
  bindings: Bindings,
  moment: Float64Array | null,
): MapValues {
  const n = slice.origin.length;
  const count = places.length / n;
  const exact = kind === "estimate" ? null : numbers.quantity(quantity, slice)(places, bindings);
  const hasTerms = quantity === "divergence" || quantity === "curl";
  const steepness = new Float64Array(count);
  const withTerms = () => {
    const jacobian = hasTerms ? numbers.jacobian(places, bindings) : null;
    const terms = hasTerms ? null : numbers.sizes(quantity)(places, bindings);
    const values = new Float64Array(count);
    const sizes = new Float64Array(count);
    for (let k = 0; k < count; k++) {
      const own = exact?.[k] ?? 0;
      const J = jacobian?.subarray(k * n * n, (k + 1) * n * n);
      let estimate = 0;
      let size = terms?.[k] ?? 0;
      for (let e = 0; J && e < n * n; e++) {
        const isDiagonal = e % (n + 1) === 0;
        if (exact && isDiagonal === (quantity === "divergence")) size += Math.abs(J[e] as number);
        const term = moment ? (moment[e] as number) * (J[e] as number) : 0;
        estimate += term;
        size += Math.abs(term);
      }
      values[k] = moment ? estimate - own : own;
      sizes[k] = size;
    }
    return { values, sizes, steepness };
  };
  if (moment || !exact) return withTerms();
  return {
    values: exact,
    steepness,
    // Whole Jacobians of wide nets take long: only where the sizes are asked for.
    get sizes() {
      return withTerms().sizes;
    },
  };
}
