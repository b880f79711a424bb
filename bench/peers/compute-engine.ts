import type { MeasuredField } from "../measured-fields.ts";
import { coefficientsOf, namesOf } from "./formulas.ts";
import { loadPackage, type PeerEntry, versionOf } from "./peer.ts";

const packageName = "@cortex-js/compute-engine";

/** An expression as plain data: a symbol, a number, or an operator with its operands. */
type MathJson = string | number | readonly MathJson[];

interface Expression {
  readonly json: MathJson;
  evaluate(): Expression;
}

interface Module {
  ComputeEngine: new () => { box(expression: MathJson): Expression };
  compile(
    expression: Expression,
    options: { mode: "strict" },
  ): { success: boolean; run(scope: Record<string, number>): number };
}

/** compute-engine: D of each component, summed and compiled to JavaScript. */
export const computeEngine: PeerEntry = {
  name: "compute-engine",
  async load() {
    const { ComputeEngine, compile } = await loadPackage<Module>(packageName);
    const engine = new ComputeEngine();
    return {
      name: "compute-engine",
      version: versionOf(packageName),
      precision: "float64",
      idioms(field, points) {
        const components = expressionsOf(field);
        if (!components) return [];
        const names = namesOf(field);
        const terms = components.map((f, i) => engine.box(["D", f, names[i] as string]).evaluate().json);
        const divergence = compile(engine.box(["Add", ...terms]).evaluate(), { mode: "strict" });
        if (!divergence.success) throw new Error("it does not compile its own derivative");
        const scope: Record<string, number> = Object.fromEntries(names.map((name) => [name, 0]));
        const n = field.dimension;
        const run = () => {
          const out = new Float64Array(points.length / n);
          for (let i = 0; i < out.length; i++) {
            for (let j = 0; j < n; j++) scope[names[j] as string] = points[i * n + j] as number;
            out[i] = divergence.run(scope);
          }
          return out;
        };
        return [{ name: "D, compile", run }];
      },
    };
  },
};

function expressionsOf(field: MeasuredField): readonly MathJson[] | null {
  if (field.kind === "planar") {
    return [
      ["Add", ["Sin", ["Multiply", "x", "y"]], ["Square", "x"]],
      ["Subtract", ["Cos", "x"], ["Power", "y", 3]],
    ];
  }
  const names = namesOf(field);
  const linear = coefficientsOf(field);
  return (
    linear?.map(
      (row): MathJson => ["Add", ...row.map((entry, j) => ["Multiply", entry, names[j] as string])],
    ) ?? null
  );
}
