import { coefficientsOf } from "./formulas.ts";
import { type Idiom, loadPackage, type PeerEntry, versionOf } from "./peer.ts";

const packageName = "@thi.ng/dual-algebra";

/** The value, then its derivative by each variable. */
type Dual = ArrayLike<number>;

interface Module {
  /** `i` counts variables from 1; 0 makes a constant. */
  dual(real: number, n: number, i?: number): Dual;
  add(a: Dual, b: Dual): Dual;
  sub(a: Dual, b: Dual): Dual;
  mul(a: Dual, b: Dual): Dual;
  sin(a: Dual): Dual;
  cos(a: Dual): Dual;
  pow(a: Dual, exponent: number): Dual;
}

/** Multivariate dual numbers: all n derivatives in one evaluation at each point. They have no tanh. */
export const dualNumbers: PeerEntry = {
  name: "thi.ng",
  async load() {
    const { dual, add, sub, mul, sin, cos, pow } = await loadPackage<Module>(packageName);
    return {
      name: "thi.ng",
      version: versionOf(packageName),
      precision: "float64",
      idioms(field, points) {
        const n = field.dimension;
        const idiom = (divergence: (variables: readonly Dual[]) => number): readonly Idiom[] => {
          const run = () => {
            const out = new Float64Array(points.length / n);
            for (let i = 0; i < out.length; i++) {
              out[i] = divergence(
                Array.from({ length: n }, (_, j) => dual(points[i * n + j] as number, n, j + 1)),
              );
            }
            return out;
          };
          return [{ name: "dual numbers of n variables", run }];
        };
        if (field.kind === "planar") {
          return idiom(([x, y]) => {
            if (!x || !y) return Number.NaN;
            const first = add(sin(mul(x, y)), pow(x, 2));
            const second = sub(cos(x), pow(y, 3));
            return (first[1] as number) + (second[2] as number);
          });
        }
        const rows = coefficientsOf(field)?.map((row) => row.map((entry) => dual(entry, n)));
        if (!rows) return [];
        return idiom((variables) => {
          let trace = 0;
          rows.forEach((row, i) => {
            let sum = mul(row[0] as Dual, variables[0] as Dual);
            for (let j = 1; j < n; j++) sum = add(sum, mul(row[j] as Dual, variables[j] as Dual));
            trace += sum[i + 1] as number;
          });
          return trace;
        });
      },
    };
  },
};
