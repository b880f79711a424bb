/** A planar field with its divergence worked out by hand. */
export interface BenchField {
  /** The components in the language; `K` stands for a number that changes from run to run. */
  readonly components: readonly [string, string];
  /** The divergence in JavaScript, of numbers x and y. */
  readonly javascript: string;
  /** The divergence in GLSL, as the statements of a function of `vec2 p`. */
  readonly glsl: string;
}

/** The first one is the field of the published measurements. */
export const fields: readonly [BenchField, ...BenchField[]] = [
  {
    components: ["sin(x*y) + x^2", "cos(x) - y^3"],
    javascript: "y * Math.cos(x * y) + 2 * x - 3 * y * y",
    glsl: "return p.y * cos(p.x * p.y) + 2.0 * p.x - 3.0 * p.y * p.y;",
  },
  {
    components: ["x * exp(-x^2 - y^2)", "y * exp(-x^2 - y^2)"],
    javascript: "2 * (1 - (x * x + y * y)) * Math.exp(-(x * x + y * y))",
    glsl: "float r = dot(p, p); return 2.0 * (1.0 - r) * exp(-r);",
  },
  {
    components: ["x / (1 + x^2 + y^2)", "y / (1 + x^2 + y^2)"],
    javascript: "2 / ((1 + x * x + y * y) * (1 + x * x + y * y))",
    glsl: "float d = 1.0 + dot(p, p); return 2.0 / (d * d);",
  },
  {
    components: ["sin(x) * cos(y)", "x * sin(y)"],
    javascript: "Math.cos(x) * Math.cos(y) + x * Math.cos(y)",
    glsl: "return cos(p.y) * (cos(p.x) + p.x);",
  },
  {
    components: ["x * tanh(x*y)", "sin(y)^2 - x"],
    javascript: "Math.tanh(x * y) + x * y * (1 - Math.tanh(x * y) ** 2) + 2 * Math.sin(y) * Math.cos(y)",
    glsl: `float t = tanh(p.x * p.y);
  return t + p.x * p.y * (1.0 - t * t) + 2.0 * sin(p.y) * cos(p.y);`,
  },
  {
    components: ["y * sqrt(x^2 + 1)", "log(y^2 + 1) + x^4"],
    javascript: "x * y / Math.sqrt(x * x + 1) + 2 * y / (y * y + 1)",
    glsl: "return p.x * p.y / sqrt(p.x * p.x + 1.0) + 2.0 * p.y / (p.y * p.y + 1.0);",
  },
  {
    components: ["x^3 * y - 2 x", "x^2 * y^2 + y^5 / 5"],
    javascript: "3 * x * x * y - 2 + 2 * x * x * y + y * y * y * y",
    glsl: "return 5.0 * p.x * p.x * p.y - 2.0 + p.y * p.y * p.y * p.y;",
  },
  {
    components: ["sin(x) + 1.2 sin(y)", "sin(y) - 1.2 sin(x)"],
    javascript: "Math.cos(x) + Math.cos(y)",
    glsl: "return cos(p.x) + cos(p.y);",
  },
  {
    components: ["atan(x) * y", "exp(sin(y)) + x^2"],
    javascript: "y / (1 + x * x) + Math.exp(Math.sin(y)) * Math.cos(y)",
    glsl: "return p.y / (1.0 + p.x * p.x) + exp(sin(p.y)) * cos(p.y);",
  },
  {
    components: ["x * cos(x^2 + y^2)", "y * log(1 + x^2 + y^2)"],
    javascript: `Math.cos(x * x + y * y) - 2 * x * x * Math.sin(x * x + y * y) +
      Math.log(1 + x * x + y * y) + 2 * y * y / (1 + x * x + y * y)`,
    glsl: `float r = dot(p, p);
  return cos(r) - 2.0 * p.x * p.x * sin(r) + log(1.0 + r) + 2.0 * p.y * p.y / (1.0 + r);`,
  },
];

export const nameOf = ({ components }: BenchField): string => `(${components.join(", ")})`;
