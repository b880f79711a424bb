/** What something costs at a size. */
export interface CostAt {
  readonly n: number;
  readonly cost: number;
  /** Between which it lies, where it is measured. */
  readonly low?: number;
  readonly high?: number;
}

/** Where one curve of costs meets another. */
export interface Crossing {
  /** The sizes that both curves have, from and to; null where there are none. */
  readonly range: readonly [number, number] | null;
  /** Whether the first curve is the lower one where they begin to differ; null where they nowhere do. */
  readonly startsLower: boolean | null;
  /** Where they change places, ascending. */
  readonly at: readonly number[];
  /** The sizes at which they differ. */
  readonly told: readonly number[];
  /** How many sizes both have. */
  readonly sizes: number;
}

/**
 * Where two curves cross, between the sizes they have in common on a line through both on log-log axes. Costs closer
 * than the share `tie`, or between bounds that overlap, are taken for equal: measured ones tell nothing then.
 */
export function crossingOf(first: readonly CostAt[], second: readonly CostAt[], tie = 0): Crossing {
  const other = new Map(second.map((own) => [own.n, own]));
  const gaps = first
    .flatMap((own) => {
      const against = other.get(own.n);
      if (!against) return [];
      const gap = Math.log(own.cost / against.cost);
      return [{ n: own.n, gap, isTold: Math.abs(gap) > tie && !overlap(own, against) }];
    })
    .filter(({ gap }) => Number.isFinite(gap))
    .sort((a, b) => a.n - b.n);
  const [start, end] = [gaps[0], gaps.at(-1)];
  const told = gaps.filter(({ isTold }) => isTold);
  const at: number[] = [];
  for (const [k, { n, gap }] of told.entries()) {
    const before = told[k - 1];
    if (!before || before.gap < 0 === gap < 0) continue;
    const share = before.gap / (before.gap - gap);
    at.push(before.n * (n / before.n) ** share);
  }
  return {
    range: start && end ? [start.n, end.n] : null,
    startsLower: told[0] ? told[0].gap < 0 : null,
    at,
    told: told.map(({ n }) => n),
    sizes: gaps.length,
  };
}

/** Whether the bounds of measured costs overlap; counted ones are what they are. */
function overlap(a: CostAt, b: CostAt): boolean {
  const { cost: own, low = own, high = own } = a;
  const { cost: against, low: least = against, high: most = against } = b;
  return low !== high || least !== most ? low <= most && least <= high : false;
}

/**
 * The crossing in words, of the two named; null where there is nothing to compare. Measured curves that change places more
 * than once do so by noise: costs grow with n.
 */
export function crossingSentence(
  lead: "By counts" | "Measured on this machine",
  first: string,
  second: string,
  { range, startsLower, at, told, sizes: count }: Crossing,
): string | null {
  if (!range) return null;
  const isMeasured = lead !== "By counts";
  const [low, high] = range;
  const sizes = low === high ? `at n = ${low}` : `at every n from ${low} to ${high}`;
  if (startsLower === null) {
    const alike = isMeasured ? "take times too close or too noisy to be told apart" : "cost the same";
    return `${lead}, ${first} and ${second} ${alike} ${sizes}.`;
  }
  const [less, more] = startsLower ? ["less", "more"] : ["more", "less"];
  const [only] = at;
  if (only === undefined && isMeasured && told.length < count)
    return `${lead}, ${first} costs ${less} than ${second} at n = ${told.join(", ")}; at the other sizes the times are too close or too noisy to be told apart.`;
  if (only === undefined) return `${lead}, ${first} costs ${less} than ${second} ${sizes}.`;
  if (at.length === 1)
    return `${lead}, ${first} costs ${less} than ${second} up to n ≈ ${sizeText(only)}, and ${more} beyond.`;
  const places = at.map(sizeText);
  if (isMeasured)
    return `${lead}, ${first} and ${second} change places ${at.length} times from n ≈ ${places[0]} to ${places.at(-1)}: the times are too noisy to tell where they cross.`;
  return `${lead}, ${first} and ${second} change places ${at.length} times, at n ≈ ${places.slice(0, -1).join(", ")} and ${places.at(-1)}.`;
}

function sizeText(n: number): string {
  return n < 10 ? String(Math.round(10 * n) / 10) : String(Math.round(n));
}
