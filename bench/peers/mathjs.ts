import type * as mathjs from "mathjs";
import { componentsOf, namesOf } from "./formulas.ts";
import { loadPackage, type PeerEntry, versionOf } from "./peer.ts";

/** mathjs: the symbolic derivatives summed, simplified and compiled once, then evaluated point by point. */
export const mathJs: PeerEntry = {
  name: "mathjs",
  async load() {
    const { derivative, parse, simplify } = await loadPackage<typeof mathjs>("mathjs");
    return {
      name: "mathjs",
      version: versionOf("mathjs"),
      precision: "float64",
      idioms(field, points) {
        const components = componentsOf(field);
        if (!components) return [];
        const names = namesOf(field);
        const terms = components.map((text, i) => `(${derivative(parse(text), names[i] as string)})`);
        const divergence = simplify(terms.join(" + ")).compile();
        const scope: Record<string, number> = Object.fromEntries(names.map((name) => [name, 0]));
        const n = field.dimension;
        const run = () => {
          const out = new Float64Array(points.length / n);
          for (let i = 0; i < out.length; i++) {
            for (let j = 0; j < n; j++) scope[names[j] as string] = points[i * n + j] as number;
            out[i] = divergence.evaluate(scope) as number;
          }
          return out;
        };
        return [{ name: "derivative, simplify, compile", run }];
      },
    };
  },
};
