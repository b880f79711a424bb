import { vjp } from "../autodiff/vjp.ts";
import { flopsOf } from "../graph/flops.ts";
import type { Field } from "../language/program.ts";
import { LimitError, limits } from "../limits.ts";
import { input, zeros } from "../ops/index.ts";
import { divergenceNode } from "./exact.ts";
import { type ExactMethod, exactMethods } from "./method.ts";
import type { LinearMap } from "./structure/linear-map.ts";
import { linearise } from "./structure/linear-map.ts";
import { type StructuredTrace, type StructureName, structuredTrace } from "./structured.ts";
import { byBasis, type TraceForm } from "./trace-form.ts";
import { type VectorForm, vectorForm } from "./vector-form.ts";

/** One way to compute the divergence exactly, and whether it is open to this field. */
export interface Candidate {
  readonly method: ExactMethod | "structured";
  /** Which structure, for the forms of `structured`. */
  readonly structure: StructureName | null;
  readonly applies: boolean;
  /** jvps or vjps per point; null when it does not apply. */
  readonly passes: number | null;
  /** Additions, multiplications and function values per point, counted from the graph; null when it does not apply. */
  readonly flops: number | null;
  /** One sentence: why it costs that, or why it does not apply. */
  readonly why: string;
}

/** All exact ways to compute the divergence of a field, and the cheapest of them. */
export interface Plan {
  readonly field: string;
  readonly dimension: number;
  /** The cheapest; one of `candidates`. */
  readonly chosen: Candidate;
  /** The structures first, then the three general methods. */
  readonly candidates: readonly Candidate[];
  /** Operations of the field itself at one point. */
  readonly fieldFlops: number;
  readonly structured: StructuredTrace;
}

const plans = new WeakMap<Field, Plan>();

/** The plan of a field, made once for each. */
export function planOf(field: Field): Plan {
  const known = plans.get(field);
  if (known) return known;
  const made = makePlan(field);
  plans.set(field, made);
  return made;
}

function makePlan(field: Field): Plan {
  const form = vectorForm(field);
  const structured = structuredTrace(form, field.coordinateNames);
  const structures = structured.candidates.map(({ structure, form: own, why }): Candidate => {
    const passes = own ? own.passes : null;
    return { method: "structured", structure, applies: own !== null, passes, flops: own?.flops ?? null, why };
  });
  const general = exactMethods.map((method) => generalCandidate(field, method));
  const candidates = [...structures, ...general];
  const { structure } = structured.chosen;
  const cheapest = structures.find((candidate) => candidate.structure === structure) as Candidate;
  // Where no structure helps, fused tangents are forward mode, by the name people know.
  const forward = general.find(({ method }) => method === "jacobian-forward") as Candidate;
  const cost = ({ flops }: Candidate) => flops ?? Number.POSITIVE_INFINITY;
  const chosen = general.reduce(
    (best, candidate) => (cost(candidate) < cost(best) ? candidate : best),
    structure === "fused" && cost(cheapest) >= cost(forward) ? forward : cheapest,
  );
  return {
    field: field.name,
    dimension: field.dimension,
    chosen,
    candidates,
    fieldFlops: flopsOf([form.output], [form.point]).primal,
    structured,
  };
}

function generalCandidate(field: Field, method: ExactMethod): Candidate {
  const n = field.dimension;
  try {
    const flops = generalFlops(field, method);
    return { method, structure: null, applies: true, passes: n, flops, why: reasons[method](n) };
  } catch (error) {
    if (!(error instanceof LimitError)) throw error;
    const why = `Its graph is too large: it passes the limit of ${limits[error.limit]} (${error.limit}).`;
    return { method, structure: null, applies: false, passes: null, flops: null, why };
  }
}

const reasons: Record<ExactMethod, (n: number) => string> = {
  "jacobian-forward": (n) => `${n} jvps over one shared primal, whose diagonal entries are added up.`,
  "jacobian-reverse": (n) => `${n} vjps over one shared primal; each needs what the primal left behind.`,
  "per-component": (n) => `The gradient of each of ${n} components by itself, of which one entry is kept.`,
};

/** Dimension up to which a general method is one graph, so that its passes share what they have in common. */
export const unrolledDimension = 8;

/** Operations that a general method may write out; beyond it passes are loops. */
export const unrolledFlops = 20_000;

function generalFlops(field: Field, method: ExactMethod): number {
  if (isUnrolled(field)) return flopsOf([divergenceNode(field, method)], field.inputs).primal;
  return generalForm(vectorForm(field), method).flops;
}

/** Whether the general methods of a field are written out as one graph of scalars. */
export function isUnrolled({ dimension, asWritten }: Field): boolean {
  if (dimension <= unrolledDimension) {
    return flopsOf([asWritten.output], asWritten.inputs).primal * dimension <= unrolledFlops;
  }
  return false;
}

/** A general method as one pass per coordinate over one shared primal. */
export function generalForm({ point, output }: VectorForm, method: ExactMethod): TraceForm {
  return byBasis(
    method === "jacobian-forward" ? linearise(point, output) : transposed({ point, output }),
    point,
  );
}

/** Jᵀ as a map: cotangents of the output to cotangents of the point. Its trace is that of J. */
function transposed({ point, output }: VectorForm): LinearMap {
  const { graph } = output;
  const tangent = input(graph, "tangent", "w", graph.nextSerial(), output.shape);
  const [pulled] = vjp([output], [point], [tangent]);
  return { tangent, output: pulled ?? zeros(graph, point.shape) };
}
