import { flopsOf } from "../graph/flops.ts";
import type { Node } from "../graph/node.ts";
import { topological } from "../graph/traverse.ts";
import { limits } from "../limits.ts";
import { closedTrace, varyingWith } from "./algebra/closed-trace.ts";
import type { ChainTrace } from "./algebra/trace.ts";
import { unlessTooLarge } from "./structure/dependence.ts";
import { type LinearMap, linearise } from "./structure/linear-map.ts";
import { narrowCut } from "./structure/narrow-cut.ts";
import { type Pattern, patternOf } from "./structure/pattern.ts";
import { prune } from "./structure/prune.ts";
import { traceColouring } from "./structure/trace-colouring.ts";
import { byBasis, byColours, closedForm, type TraceForm, together } from "./trace-form.ts";
import type { VectorForm } from "./vector-form.ts";

/** The structures that make an exact divergence cheaper than n passes; `fused` is n passes over one shared primal. */
export const structureNames = [
  "constant",
  "separable",
  "layers",
  "sum",
  "hollow",
  "colouring",
  "narrow-cut",
  "fused",
] as const;
export type StructureName = (typeof structureNames)[number];

/** A structure that was looked for: what it costs if it is there, and a sentence that says why or why not. */
export interface StructureCandidate {
  readonly structure: StructureName;
  readonly form: TraceForm | null;
  readonly why: string;
}

export interface StructuredTrace {
  /** The cheapest. */
  readonly chosen: StructureCandidate & { readonly form: TraceForm };
  /** All, in the order of `structureNames`. */
  readonly candidates: readonly StructureCandidate[];
}

/**
 * The cheapest exact form of the trace of the derivative. All structures are looked for in the linearised graph: by
 * the algebra of its operators and by the index sets its ops depend on, never by values. `names` are those of the
 * coordinates, for the sentences.
 */
export function structuredTrace({ point, output }: VectorForm, names: readonly string[]): StructuredTrace {
  const map = linearise(point, output);
  const search = new Search(point, output, names);
  const candidates = search.candidates(map);
  return { chosen: cheapest(candidates), candidates };
}

function cheapest(candidates: readonly StructureCandidate[]): StructureCandidate & { form: TraceForm } {
  let best: (StructureCandidate & { form: TraceForm }) | null = null;
  for (const candidate of candidates) {
    const { form } = candidate;
    if (form && (best === null || form.flops < best.form.flops)) best = { ...candidate, form };
  }
  if (best === null) throw new Error("fused tangents always apply");
  return best;
}

/** Everything about one field that the structures share. */
class Search {
  private readonly point: Node;
  private readonly output: Node;
  private readonly names: readonly string[];
  private readonly varies: (node: Node) => boolean;

  constructor(point: Node, output: Node, names: readonly string[]) {
    this.point = point;
    this.output = output;
    this.names = names;
    this.varies = varyingWith(point);
  }

  candidates(map: LinearMap): StructureCandidate[] {
    const n = map.tangent.shape[0] as number;
    const fused: StructureCandidate = {
      structure: "fused",
      form: byBasis(map, this.point),
      why: `${n} ${n === 1 ? "tangent" : "tangents"} over one shared primal; this always works.`,
    };
    if (topological([map.output]).length > limits.structureNodes) {
      const why = `The Jacobian's graph has more than ${limits.structureNodes} nodes, too many to look for structure.`;
      return structureNames.map((structure) =>
        structure === "fused" ? fused : { structure, form: null, why },
      );
    }
    const pattern = unlessTooLarge(() => patternOf(map));
    const algebraic = this.byAlgebra(map, true);
    const patterned = [this.separable(map, pattern), this.hollow(map, n), this.coloured(map, pattern)];
    const cut = this.atCut(map, n);
    const found = [...algebraic, ...patterned, cut, fused];
    return structureNames.flatMap((name) =>
      name === "constant" ? [this.constant(found)] : found.filter(({ structure }) => structure === name),
    );
  }

  /** Whatever way it was found: a form that does not depend on the point is a number. */
  private constant(found: readonly StructureCandidate[]): StructureCandidate {
    const form = found.find(
      ({ form: own }) => own && own.sums.length === 0 && !this.varies(own.closed),
    )?.form;
    return form
      ? {
          structure: "constant",
          form: { ...form, passes: 0, flops: 0 },
          why: "The trace of the Jacobian is the same at every point: it is worked out once.",
        }
      : { structure: "constant", form: null, why: "The trace of the Jacobian changes from point to point." };
  }

  /** The structures `layers` and `sum`. */
  private byAlgebra(map: LinearMap, isOutermost: boolean): StructureCandidate[] {
    const no = (structure: StructureName, why: string): StructureCandidate => ({
      structure,
      form: null,
      why,
    });
    const found = closedTrace(map, this.point);
    if (!found) {
      const why = "No term of the Jacobian is a product of matrices with at most two diagonals between them.";
      return [no("layers", why), no("sum", why)];
    }
    const { closed, terms, rest } = found;
    const form = closedForm(closed, this.point, this.evaluationsAdded(closed));
    if (!rest) {
      const sum = no("sum", "All terms have a closed form together.");
      if (!terms.some(({ hasMatrices }) => hasMatrices))
        return [
          no("layers", "There are no matrices in the Jacobian."),
          { structure: "sum", form, why: "The Jacobian is a sum of diagonals." },
        ];
      const why = layerSentence(terms);
      return [{ structure: "layers", form, why }, sum];
    }
    const why = "Three layers or more stand between the matrices of a term.";
    if (!isOutermost) return [no("layers", why), no("sum", why)];
    const remainder = cheapest(this.simple(rest));
    return [
      no("layers", why),
      {
        structure: "sum",
        form: together([form, remainder.form], closed.graph),
        why: `The trace is linear: ${terms.length} ${terms.length === 1 ? "term has" : "terms have"} a closed form, and the rest takes ${counted(remainder.form.passes, "pass", "passes")} (${remainder.structure}).`,
      },
    ];
  }

  /** What a part of the map may be, without looking for parts of parts. */
  private simple(map: LinearMap): StructureCandidate[] {
    const n = map.tangent.shape[0] as number;
    const fused: StructureCandidate = { structure: "fused", form: byBasis(map, this.point), why: "" };
    return [
      ...this.byAlgebra(map, false),
      this.hollow(map, n),
      this.coloured(
        map,
        unlessTooLarge(() => patternOf(map)),
      ),
      this.atCut(map, n, false),
      fused,
    ];
  }

  private separable(map: LinearMap, pattern: Pattern | null): StructureCandidate {
    if (!pattern) return { structure: "separable", form: null, why: tooMany };
    if (!pattern.isDiagonal) {
      return { structure: "separable", form: null, why: this.coupling(pattern) };
    }
    const n = map.tangent.shape[0] as number;
    const form = byColours(map, this.point, new Int32Array(n), 1);
    return {
      structure: "separable",
      form,
      why: "Each component depends on its own coordinate alone: one pass with the tangent 1.",
    };
  }

  /** "F_0 also depends on y." */
  private coupling(pattern: Pattern): string {
    const i = pattern.rows.findIndex((row, own) => row.some((j) => j !== own));
    const j = pattern.rows[i]?.find((other) => other !== i) ?? 0;
    return `Component ${i} also depends on ${this.names[j] ?? `x${j}`}.`;
  }

  private hollow(map: LinearMap, n: number): StructureCandidate {
    const pruned = unlessTooLarge(() => prune(map));
    if (!pruned) {
      return {
        structure: "hollow",
        form: null,
        why: "Every part of the Jacobian's graph can reach the diagonal, so none can be left out.",
      };
    }
    const pattern = unlessTooLarge(() => patternOf(pruned));
    const { count, colours } = traceColouring(pruned, pattern, n);
    const form =
      colours && count < n ? byColours(pruned, this.point, colours, count) : byBasis(pruned, this.point);
    const passes = counted(form.passes, "pass is", "passes are");
    return {
      structure: "hollow",
      form,
      why: `Only what reaches the diagonal is computed, as in a hollow net; ${passes} enough for that.`,
    };
  }

  private coloured(map: LinearMap, pattern: Pattern | null): StructureCandidate {
    const n = map.tangent.shape[0] as number;
    if (!pattern) return { structure: "colouring", form: null, why: tooMany };
    const { count, colours } = traceColouring(map, pattern, n);
    if (!colours || count >= n) {
      return {
        structure: "colouring",
        form: null,
        why: `The coordinates act on one another so much that it takes ${counted(count, "colour", "colours")} for n = ${n}.`,
      };
    }
    return {
      structure: "colouring",
      form: byColours(map, this.point, colours, count),
      why: `No two coordinates of one colour act on one another: ${counted(count, "colour", "colours")}, one pass each.`,
    };
  }

  private atCut(map: LinearMap, n: number, isOutermost = true): StructureCandidate {
    const cut = unlessTooLarge(() => narrowCut(map));
    if (!cut || cut.width >= n) {
      return {
        structure: "narrow-cut",
        form: null,
        why: `Nowhere on the way does less than n = ${n} numbers carry the dependence.`,
      };
    }
    const { width, rotated } = cut;
    // What the algebra can do with the turned map it has done with the map itself: it turns products, too.
    const inner = isOutermost ? [this.hollow(rotated, width)] : [];
    const fused: StructureCandidate = { structure: "fused", form: byBasis(rotated, this.point), why: "" };
    const form = cheapest([...inner, fused]).form;
    return {
      structure: "narrow-cut",
      form,
      why: `All dependence goes through ${counted(width, "number", "numbers")}: tr(AB) = tr(BA), rotated there.`,
    };
  }

  /** How many more evaluations of the field it takes beside one, rounded up. */
  private evaluationsAdded(closed: Node): number {
    if (!this.varies(closed)) return 0;
    const field = flopsOf([this.output], [this.point]).primal;
    const both = flopsOf([this.output, closed], [this.point]).primal;
    return Math.max(1, Math.ceil((both - field) / Math.max(1, field)));
  }
}

function layerSentence(terms: readonly ChainTrace[]): string {
  const layers = terms.filter(({ hasMatrices }) => hasMatrices);
  const most = Math.max(...layers.map(({ diagonals }) => diagonals));
  if (!layers.every(({ isFixed }) => isFixed))
    return "The trace of a product in the order that costs least: tr(AB) = Σ A∘Bᵀ.";
  if (most === 2) return "Two layers: tr(D₁AD₂B) = d₁ᵀ(A∘Bᵀ)d₂, and the matrix A∘Bᵀ is made once.";
  if (most === 1)
    return "One layer: tr(DA) = dᵀdiag(A), and the diagonal of the product of the weights is made once.";
  return "Products of constant matrices: their trace is a number.";
}

const tooMany = "The Jacobian has more entries than are followed one by one.";

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
