/** Bounds on what a document may hold, so that a hostile one costs no more than a large honest one. */
export const bounds = {
  title: 300,
  name: 200,
  cells: 1000,
  /** Ten times what the checker reads: a text that is too long is an error with words, not a lost document. */
  source: 1_000_000,
  /** World coordinates: float32 pixels cannot tell points apart beyond this. */
  coordinate: 1e9,
  /** Below 1e-6 neighbouring pixels are the same float32 number. */
  span: [1e-6, 1e9] as const,
  /** Seeds are the low word of a Threefry key. */
  seed: 0xffff_ffff,
  /** Seconds of t in a second. */
  speed: [0.25, 4] as const,
  /** Of a slice: as many as the plane shows. */
  dimensions: 128,
  /** Methods beside each other: more than a table shows. */
  methods: 24,
  /** Coordinates of a point that is typed. */
  entries: 4096,
  /** Vertices of a region: more than a hand places. */
  vertices: 64,
  /** A million on a graphics card, and room for what comes. */
  particles: [100, 4_194_304] as const,
  /** Of the finite difference: from nothing but rounding to nothing of the derivative. */
  step: [1e-6, 1] as const,
};

/** A seed as the document keeps it: a whole number of 32 bits. */
export function clampSeed(value: number): number {
  return Math.min(bounds.seed, Math.max(0, Math.round(value)));
}
