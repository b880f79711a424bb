import { checkSource, createEvaluator } from "../src/engine/index.ts";

/** A field in space with one slider `a`, and its divergence worked out by hand. */
export interface SpaceBenchField {
  readonly name: string;
  /** The lines below that of the slider; the last field is drawn. */
  readonly lines: readonly string[];
  /** The divergence in JavaScript, an expression of numbers x, y, z and a. */
  readonly javascript: string;
  /** The divergence in GLSL, as the statements of a function of `vec3 p` in which `a` is known. */
  readonly glsl: string;
}

const fields: readonly SpaceBenchField[] = [
  {
    name: "Lorenz",
    lines: ["F(x, y, z) = (10 (y - x), x (28 - z) - y, x y - a z)"],
    javascript: "-(11 + a)",
    glsl: "return -(11.0 + a);",
  },
  {
    name: "ABC flow",
    lines: ["F(x, y, z) = (a sin(z) + cos(y), sin(x) + a cos(z), sin(y) + cos(x))"],
    javascript: "0",
    glsl: "return 0.0;",
  },
  {
    name: "cells",
    lines: ["F(x, y, z) = (a sin(x) cos(y), sin(y) cos(z), sin(z) cos(x))"],
    javascript: "a * Math.cos(x) * Math.cos(y) + Math.cos(y) * Math.cos(z) + Math.cos(z) * Math.cos(x)",
    glsl: "vec3 c = cos(p); return c.y * (a * c.x + c.z) + c.z * c.x;",
  },
  {
    // Of a fluid that thins out with the height, so that there is something to see.
    name: "Hill's vortex",
    lines: [
      "q(x, y, z) = x^2 + y^2 + z^2",
      `F(x, y, z) = exp(-a z) * if(q(x, y, z) < 1,
  (1.5 x z, 1.5 y z, 1.5 (1 - 2 (x^2 + y^2) - z^2)),
  (1.5 x z / q(x, y, z)^2.5, 1.5 y z / q(x, y, z)^2.5, (2 z^2 - x^2 - y^2) / (2 q(x, y, z)^2.5) - 1))`,
    ],
    javascript: `-a * Math.exp(-a * z) * (x * x + y * y + z * z < 1
      ? 1.5 * (1 - 2 * (x * x + y * y) - z * z)
      : (2 * z * z - x * x - y * y) / (2 * (x * x + y * y + z * z) ** 2.5) - 1)`,
    glsl: `float h = dot(p.xy, p.xy), v = p.z * p.z, q = h + v;
  float w = q < 1.0 ? 1.5 * (1.0 - 2.0 * h - v) : (2.0 * v - h) / (2.0 * pow(q, 2.5)) - 1.0;
  return -a * exp(-a * p.z) * w;`,
  },
  {
    name: "point charge",
    lines: ["phi(x, y, z) = 1 / sqrt(x^2 + y^2 + z^2 + a^2)", "E = -grad(phi)"],
    javascript: "3 * a * a / (x * x + y * y + z * z + a * a) ** 2.5",
    glsl: "float q = dot(p, p) + a * a; return 3.0 * a * a / (q * q * sqrt(q));",
  },
  {
    name: "dipole",
    lines: [
      "phi(x, y, z) = 1 / sqrt(x^2 + y^2 + (z - a)^2 + 0.25) - 1 / sqrt(x^2 + y^2 + (z + a)^2 + 0.25)",
      "E = -grad(phi)",
    ],
    javascript: `0.75 / (x * x + y * y + (z - a) ** 2 + 0.25) ** 2.5 -
      0.75 / (x * x + y * y + (z + a) ** 2 + 0.25) ** 2.5`,
    glsl: `float h = dot(p.xy, p.xy) + 0.25, u = p.z - a, v = p.z + a;
  float q = h + u * u, r = h + v * v;
  return 0.75 / (q * q * sqrt(q)) - 0.75 / (r * r * sqrt(r));`,
  },
  {
    name: "Gaussian",
    lines: ["F(x, y, z) = (x, y, z) * exp(-a (x^2 + y^2 + z^2))"],
    javascript: "(3 - 2 * a * (x * x + y * y + z * z)) * Math.exp(-a * (x * x + y * y + z * z))",
    glsl: "float r = a * dot(p, p); return (3.0 - 2.0 * r) * exp(-r);",
  },
  {
    name: "soft source",
    lines: ["F(x, y, z) = (x, y, z) / (a + x^2 + y^2 + z^2)"],
    javascript: "(3 * a + x * x + y * y + z * z) / (a + x * x + y * y + z * z) ** 2",
    glsl: "float r = dot(p, p), d = a + r; return (3.0 * a + r) / (d * d);",
  },
  {
    name: "wave",
    lines: ["F(x, y, z) = (sin(a x y), y z^2, cos(z) x)"],
    javascript: "a * y * Math.cos(a * x * y) + z * z - x * Math.sin(z)",
    glsl: "return a * p.y * cos(a * p.x * p.y) + p.z * p.z - p.x * sin(p.z);",
  },
  {
    name: "mixed",
    lines: ["F(x, y, z) = (x tanh(a y z), sin(y)^2 + z, x sqrt(z^2 + 1))"],
    javascript: "Math.tanh(a * y * z) + 2 * Math.sin(y) * Math.cos(y) + x * z / Math.sqrt(z * z + 1)",
    glsl: "return tanh(a * p.y * p.z) + sin(2.0 * p.y) + p.x * p.z / sqrt(p.z * p.z + 1.0);",
  },
];

/** The source at a place of the slider. */
export const sourceAt = ({ lines }: SpaceBenchField, a: number): string =>
  [`a = ${a} in [0.25, 4]`, ...lines].join("\n");

/** What is written by hand in place of our GLSL. */
export const handWritten = ({ glsl }: SpaceBenchField): string =>
  `uniform float u_parameters[1];\nfloat quantity(vec3 p) {\n  float a = u_parameters[0];\n  ${glsl}\n}\n`;

/** Half the edge of the box, about the origin, that all are drawn in. */
export const reach = 2;

/** The fields, once what is written by hand has proved to be their divergence. */
export function checkedFields(): readonly SpaceBenchField[] {
  for (const field of fields) {
    const places = placesOf(64);
    const values = byHand(field, 1.3, places);
    const program = checkSource(sourceAt(field, 1.3));
    const own = program.fields.at(-1);
    if (!own) throw new Error(program.diagnostics.map(({ message }) => message).join("\n"));
    const bindings = { parameters: Float64Array.of(1.3), time: 0 };
    const evaluator = createEvaluator(program, own, { method: "jacobian-reverse" });
    evaluator.evaluate(places, bindings).values.forEach((value, k) => {
      const other = values[k] as number;
      if (!(Math.abs(value - other) <= 1e-11 * (1 + Math.abs(other))))
        throw new Error(`${field.name}: ${other} by hand, and it is ${value}`);
    });
  }
  return fields;
}

/** The end of a range of colours that holds nearly all of its values. */
export function limitOf(field: SpaceBenchField): number {
  const sizes = byHand(field, 1, placesOf(4000)).map(Math.abs).sort();
  return sizes[Math.floor(0.98 * sizes.length)] || 1;
}

function byHand({ javascript }: SpaceBenchField, a: number, places: Float64Array): Float64Array {
  const divergence = new Function("x", "y", "z", "a", `return ${javascript};`);
  return Float64Array.from({ length: places.length / 3 }, (_, k) =>
    divergence(places[3 * k], places[3 * k + 1], places[3 * k + 2], a),
  );
}

/** Points spread over the box, by the sequence of the plastic number's powers (Roberts 2018). */
function placesOf(count: number): Float64Array {
  const shares = [0.8191725133961645, 0.6710436067037893, 0.5497004779019703];
  return Float64Array.from({ length: 3 * count }, (_, k) => {
    const share = (0.5 + (Math.floor(k / 3) + 1) * (shares[k % 3] as number)) % 1;
    return reach * (2 * share - 1);
  });
}
