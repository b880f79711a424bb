import type { DemoNotebook } from "./demo.ts";

/** Nodes and weights of Gauss and Laguerre: ∫₀^∞ p(x) e^(−x) dx without error for polynomials up to degree 5. */
const laguerre = [
  [0.4157745567834791, 0.711093009929173],
  [2.294280360279042, 0.2785177335692408],
  [6.289945082937479, 0.01038925650158614],
] as const;

/**
 * The mean of helium's local energy over |ψ|². In the perimetric coordinates u = r₁ + r₂ − r₁₂, v = r₁ − r₂ + r₁₂,
 * w = r₂ − r₁ + r₁₂ the weight is r₁r₂r₁₂ e^(−2Z(u + v/2 + w/2)), and its product with the local energy is a polynomial
 * of third degree times that exponential: few nodes integrate it exactly.
 */
export function meanHelium(demo: DemoNotebook): number {
  const charge = 27 / 16;
  let [energy, norm] = [0, 0];
  for (const [u, uWeight] of laguerre) {
    for (const [v, vWeight] of laguerre) {
      for (const [w, wWeight] of laguerre) {
        const [a, b, c] = [u / (2 * charge), v / charge, w / charge];
        const [first, second, between] = [(a + b) / 2, (a + c) / 2, (b + c) / 2];
        const turned = (first ** 2 + second ** 2 - between ** 2) / (2 * first * second);
        const place = [first, 0, 0, second * turned, second * Math.sqrt(1 - turned ** 2), 0];
        const weight = uWeight * vWeight * wWeight * first * second * between;
        energy += weight * demo.quantity("Q", "function helium", place);
        norm += weight;
      }
    }
  }
  return energy / norm;
}
