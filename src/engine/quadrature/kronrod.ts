/**
 * The pair G7K15 on [−1, 1]: nodes and weights of Kronrod's fifteen points, and Gauss's weights at the seven of them
 * that are his (0 elsewhere). From QUADPACK's dqk15 (Piessens, de Doncker, Überhuber, Kahaner 1983).
 */
const halfNodes = [
  0.9914553711208126, 0.9491079123427585, 0.8648644233597691, 0.7415311855993945, 0.5860872354676911,
  0.4058451513773972, 0.2077849550078985, 0,
];
const halfKronrod = [
  0.022935322010529224, 0.06309209262997856, 0.10479001032225019, 0.14065325971552592, 0.1690047266392679,
  0.19035057806478542, 0.20443294007529889, 0.20948214108472782,
];
const halfGauss = [
  0, 0.1294849661688697, 0, 0.27970539148927664, 0, 0.3818300505051189, 0, 0.4179591836734694,
];

/** From −1 to 1; the lower half of the nodes is the mirror image of the upper one. */
const mirrored = (half: readonly number[], sign: number) =>
  Float64Array.from({ length: 15 }, (_, k) =>
    k < 7 ? sign * (half[k] as number) : (half[14 - k] as number),
  );

export const kronrodNodes: Float64Array = mirrored(halfNodes, -1);
export const kronrodWeights: Float64Array = mirrored(halfKronrod, 1);
export const gaussWeights: Float64Array = mirrored(halfGauss, 1);

/** Rounding of a sum of products, as a share of the integral of |f|. */
const rounding = 50 * Number.EPSILON;

/**
 * The error of Kronrod's value. `difference` is |K15 − G7|, which is nearly the error of Gauss's; where the integrand
 * is smooth QUADPACK's s(200 d/s)^1.5 is nearer, `spread` s being ∫|f − mean f|. `size` is ∫|f|: the error is not
 * below what rounding does. QUADPACK's own bound s for the rest is left out: over the many cells that a jump along a
 * curve cuts it told 300 times the error, and led to the wrong cells.
 */
export function kronrodError(difference: number, spread: number, size: number): number {
  const smooth = spread > 0 ? spread * ((200 * difference) / spread) ** 1.5 : difference;
  return Math.max(Math.min(smooth, difference), rounding * size);
}
