/**
 * Every bound the engine keeps, each with its reason. The language is total: any text yields a program or
 * diagnostics in bounded time and memory, and these numbers are what bounds them.
 */
export const limits = {
  /** Characters of source: a long notebook cell is 5 kB; ten lecture scripts fit in this. */
  sourceLength: 100_000,
  /** Diagnostics kept per source: nobody reads the hundred-and-first. */
  diagnostics: 100,
  /** Nesting depth of expressions and of calls: keeps every recursive walk far from the stack's end. */
  depth: 200,
  /** Nodes in one graph: about 100 MB, half a second to build. */
  graphNodes: 400_000,
  /** Steps of turning text into the graph (expressions read, nodes substituted): a third of a second at most. */
  buildSteps: 240_000,
  /** Lines of text of one kernel: beyond it compilers take seconds. */
  instructions: 60_000,
  /** Numbers in the arrays that one kernel works in: 64 MB. */
  kernelMemory: 8_388_608,
  /** Instructions in one shader: GLSL compilers are slower by an order of magnitude. */
  shaderInstructions: 8_000,
  /** Numbers in the arrays that one function of a shader works in: beyond it they leave no room for other pixels. */
  shaderMemory: 8_192,
  /** Constant numbers that a shader reads from a texture: 256×2048 texels, which every GPU has. */
  shaderWeights: 2_097_152,
  /** Components of a vector written out in the source. */
  vectorLength: 10_000,
  /** Numbers in one array: 8 MB. A dense layer of 1000×1000 fits. */
  arrayEntries: 1_048_576,
  /** Numbers written and multiplied while building, in all: 0.1 s, and at most 256 MB. */
  arrayWork: 33_554_432,
  /** Entries of a Jacobian up to which its coordinates are coloured: 0.2 s. */
  colouredEntries: 1_048_576,
  /** Nodes of a linearised field up to which its structure is looked for: beyond it a plan takes seconds. */
  structureNodes: 50_000,
  /** Entries of the tangents of passes that are written out one after the other in one graph. */
  unrolledEntries: 4_096,
  /** Multiplications up to which a product of constant matrices is made while building, not by the kernel. */
  foldedProduct: 2_097_152,
  /** Steps of looking for the structure of one map, 4 for each entry followed or kept: 0.5 s, 100 MB. */
  dependencySteps: 67_108_864,
  /** Entries followed, row by row, to find pairs of entries of a Jacobian that cancel: 50 ms, 30,000 nodes. */
  cancellationSteps: 10_000,
  /** Largest integer exponent expanded into multiplications; beyond it the general power is as exact. */
  integerExponent: 64,
  /** Elements up to which arithmetic on literal vectors is done entry by entry while building. */
  unrolledLength: 16,
  /** Tokens of a printed formula: a wall of symbols explains nothing. */
  formulaTokens: 1_500,
  /** Characters of a printed program: some ten thousand lines, or a layer of 150×150 written out. */
  programLength: 500_000,
  /** Points in one CSV or grid held in memory by the page: 4096². */
  gridPoints: 16_777_216,
  /** Probes of one estimate. */
  probes: 1_000_000,
  /** Entries of all probes of one estimate together: half a gigabyte. */
  probeEntries: 67_108_864,
} as const;

export type LimitName = keyof typeof limits;

/** Thrown when a bound is passed; the checker turns it into a `too-large` diagnostic naming the bound. */
export class LimitError extends Error {
  readonly limit: LimitName;
  readonly asked: number;
  constructor(limit: LimitName, asked: number) {
    super(`too large: ${asked} passes the limit of ${limits[limit]} (${limit})`);
    this.name = "LimitError";
    this.limit = limit;
    this.asked = asked;
  }
}
