import { jvp } from "../../autodiff/jvp.ts";
import { vjp } from "../../autodiff/vjp.ts";
import { divergenceNode } from "../../divergence/exact.ts";
import {
  isExactMethod,
  isStochasticMethod,
  type Method,
  type StochasticMethod,
} from "../../divergence/method.ts";
import type { Node } from "../../graph/node.ts";
import { sizeOf } from "../../graph/shape.ts";
import { topological } from "../../graph/traverse.ts";
import type { Field, Program } from "../../language/program.ts";
import { concatenate, input, stack, zeros } from "../../ops/index.ts";
import type { ProbeDistribution } from "../../random/distributions.ts";
import type { PythonTarget } from "./expression.ts";
import type { HelperName } from "./helpers.ts";
import { laidOut } from "./layout.ts";
import {
  type KeywordInput,
  PythonModule,
  type Signature,
  signatureText,
  type VectorArgument,
} from "./module.ts";
import { identifier } from "./names.ts";

/** A function of R^n with what it depends on besides its point. */
export interface PrintedField {
  readonly name: string;
  /** One for each input. */
  readonly argumentNames: readonly string[];
  readonly inputs: readonly Node[];
  readonly output: Node;
  readonly keywords: readonly KeywordInput[];
}

/** How a printed program estimates, when it does. */
export interface ProbeChoice {
  readonly probes: number;
  readonly distribution: ProbeDistribution;
  readonly seed: number;
}

/** A field of a program, on its arguments as written; the sliders it depends on, and time, are keywords. */
export function printedField(program: Program, { name, argumentNames, asWritten }: Field): PrintedField {
  const keywords: KeywordInput[] = program.parameters.map(({ node, name: own, value }) => ({
    node,
    name: own,
    value,
  }));
  if (program.time) keywords.push({ node: program.time, name: "t", value: 0 });
  const used = new Set(topological([asWritten.output]));
  const { inputs, output } = asWritten;
  return { name, argumentNames, inputs, output, keywords: keywords.filter(({ node }) => used.has(node)) };
}

/** A program of F alone. Throws LimitError where it would be too long. */
export function printFieldProgram(field: PrintedField, target: PythonTarget): string {
  const module = new PythonModule(target);
  const signature = defineField(module, field);
  return module.text(titleOf(field, signature, target), exampleOf(module, field, [signature.name]));
}

/** A program of F and of a divergence known as a graph of the same inputs. Throws LimitError. */
export function printDivergenceProgram(
  field: PrintedField & { readonly divergence: Node },
  target: PythonTarget,
): string {
  const module = new PythonModule(target);
  const own = defineField(module, field);
  const divergence = module.define({
    name: module.names.claim(`div_${own.name}`),
    documentation: `The divergence of ${own.name}, exactly.`,
    arguments: [pointOf(field)],
    keywords: field.keywords,
    output: field.divergence,
  });
  return module.text(titleOf(field, own, target), exampleOf(module, field, [own.name, divergence.name]));
}

/** A program of F and of its divergence by a method. Throws LimitError. */
export function printMethodProgram(
  field: PrintedField,
  method: Method,
  choice: ProbeChoice,
  target: PythonTarget,
): string {
  const isPlanar = field.inputs.every(({ shape }) => shape.length === 0);
  if (target === "numpy" && isPlanar && isExactMethod(method))
    return printDivergenceProgram({ ...field, divergence: divergenceNode(field, method) }, target);
  const module = new PythonModule(target);
  const own = defineField(module, field);
  const name = module.names.claim(`div_${own.name}`);
  const lines = isStochasticMethod(method)
    ? stochasticLines(module, field, own, method, choice)
    : method === "finite-difference"
      ? differenceLines(module, field, own)
      : exactLines(module, field, own, method);
  const extra = isStochasticMethod(method)
    ? [
        { name: "seed", value: String(choice.seed) },
        { name: "probes", value: String(choice.probes) },
      ]
    : method === "finite-difference"
      ? [{ name: "step", value: "1e-3" }]
      : [];
  const signature = { ...own, name, keywords: [...own.keywords, ...extra] };
  const body = [`"""${documentation(own.name, method, choice)}"""`, ...lines];
  module.add(
    `def ${name}(${signatureText(signature)}):\n${body.map((line) => laidOut(line, "    ")).join("\n")}`,
  );
  return module.text(titleOf(field, own, target), exampleOf(module, field, [own.name, name]));
}

const dimensionOf = ({ inputs }: PrintedField) => inputs.reduce((size, { shape }) => size + sizeOf(shape), 0);

const pointOf = ({ inputs, argumentNames }: PrintedField): VectorArgument => ({
  name: "p",
  inputs,
  names: argumentNames,
});

function defineField(module: PythonModule, field: PrintedField): Signature {
  const n = dimensionOf(field);
  return module.define({
    name: module.names.claim(field.name),
    documentation: `A field on R^${n} at one point, an array of shape (${n},).`,
    arguments: [pointOf(field)],
    keywords: field.keywords,
    output: field.output,
  });
}

/** Vectors per pass, along which the Jacobian is taken. */
const passWords = {
  "jacobian-forward": "jvp",
  "jacobian-reverse": "vjp",
  "per-component": "gradient",
} as const;

function documentation(name: string, method: Method, { distribution }: ProbeChoice): string {
  if (isExactMethod(method))
    return `The divergence of ${name}, exactly: the trace of its Jacobian by n ${passWords[method]}s.`;
  if (method === "finite-difference")
    return `The divergence of ${name} by central differences: not exact, for comparison.`;
  return `The divergence of ${name}, estimated by ${method} with ${distribution} probes.`;
}

/** F of the point alone. */
function fieldOfPoint({ name, vectors: [point], keywords }: Signature): string {
  if (keywords.length === 0) return `field = ${name}`;
  return `field = lambda ${point}: ${name}(${[point, ...keywords.map((one) => one.name)].join(", ")})`;
}

function exactLines(module: PythonModule, field: PrintedField, own: Signature, method: Method): string[] {
  const n = dimensionOf(field);
  const [x] = own.vectors;
  if (module.target === "numpy") {
    const mode = method === "jacobian-forward" ? "jvp" : "vjp";
    const name = definePass(module, field, mode);
    const rest = own.keywords.map((one) => `, ${one.name}`).join("");
    return [`return sum(${name}(${x}, basis${rest})[entry] for entry, basis in enumerate(np.eye(${n})))`];
  }
  const { jacobian, map } =
    module.target === "jax"
      ? { jacobian: "jax", map: "jax.vmap" }
      : { jacobian: "torch.func", map: "torch.func.vmap" };
  const { library } = module;
  const basis = `${library}.eye(${n})`;
  if (method === "jacobian-forward")
    return [
      fieldOfPoint(own),
      `jvps = ${map}(lambda probe: ${jacobian}.jvp(field, (${x},), (probe,))[1])`,
      `return ${library}.trace(jvps(${basis}))`,
    ];
  if (method === "jacobian-reverse")
    return [
      fieldOfPoint(own),
      `pullback = ${jacobian}.vjp(field, ${x})[1]`,
      `return ${library}.trace(${map}(lambda probe: pullback(probe)[0])(${basis}))`,
    ];
  if (module.target === "jax")
    return [
      fieldOfPoint(own),
      `entries = jax.vmap(lambda entry: jax.grad(lambda ${x}: field(${x})[entry])(${x})[entry])`,
      `return entries(jnp.arange(${n})).sum()`,
    ];
  return [
    fieldOfPoint(own),
    `return sum(${jacobian}.grad(lambda ${x}: field(${x})[entry])(${x})[entry] for entry in range(${n}))`,
  ];
}

/** NumPy has no derivatives: the engine's own are printed. */
function definePass(module: PythonModule, field: PrintedField, mode: "jvp" | "vjp"): string {
  const { inputs, output, argumentNames, keywords } = field;
  const { graph } = output;
  const point = pointOf(field);
  const name = module.names.claim(`${mode}_${identifier(field.name)}`);
  if (mode === "jvp") {
    const tangents = inputs.map((node, i) =>
      input(graph, "tangent", `d${argumentNames[i]}`, graph.nextSerial(), node.shape),
    );
    const [tangent] = jvp([output], inputs, tangents);
    const names = argumentNames.map((one) => `d${one}`);
    module.define({
      name,
      documentation: `The Jacobian of ${identifier(field.name)} at a point times a vector.`,
      arguments: [point, { name: "dp", inputs: tangents, names }],
      keywords,
      output: tangent ?? zeros(graph, output.shape),
    });
    return name;
  }
  const cotangent = input(graph, "tangent", "w", graph.nextSerial(), output.shape);
  const back = vjp([output], inputs, [cotangent]);
  const entries = inputs.map((node, position) => back[position] ?? zeros(graph, node.shape));
  module.define({
    name,
    documentation: `The transposed Jacobian of ${identifier(field.name)} at a point times a vector.`,
    arguments: [point, { name: "w", inputs: [cotangent], names: ["w"] }],
    keywords,
    output: flattened(entries),
  });
  return name;
}

/** Entries of arrays one after another. */
function flattened(arrays: readonly Node[]): Node {
  const [only] = arrays as [Node];
  if (arrays.length === 1 && only.shape.length === 1) return only;
  const { graph } = only;
  if (arrays.every(({ shape }) => shape.length === 0)) return stack(graph, arrays);
  return concatenate(graph, arrays, [arrays.reduce((size, { shape }) => size + sizeOf(shape), 0)]);
}

const estimators: Readonly<Record<StochasticMethod, HelperName>> = {
  hutchinson: "hutchinson",
  "hutch++": "hutch_plus_plus",
  "na-hutch++": "na_hutch_plus_plus",
  xtrace: "xtrace",
};

function stochasticLines(
  module: PythonModule,
  field: PrintedField,
  own: Signature,
  method: StochasticMethod,
  { distribution }: ProbeChoice,
): string[] {
  const [x] = own.vectors;
  const key = module.need("prng_key");
  module.need(`probes_${distribution}`);
  module.need(estimators[method], { distribution: distribution === "sphere" ? "sphere" : "other" });
  const needsVjps = method === "na-hutch++";
  const lines = module.target === "numpy" ? [] : [fieldOfPoint(own)];
  if (module.target === "numpy") {
    const rest = own.keywords.map((one) => `, ${one.name}`).join("");
    const rows = (name: string) => `lambda rows: np.stack([${name}(${x}, probe${rest}) for probe in rows])`;
    lines.push(`jvps = ${rows(definePass(module, field, "jvp"))}`);
    if (needsVjps) lines.push(`vjps = ${rows(definePass(module, field, "vjp"))}`);
  } else {
    const space = module.target === "jax" ? "jax" : "torch.func";
    lines.push(`jvps = ${space}.vmap(lambda probe: ${space}.jvp(field, (${x},), (probe,))[1])`);
    if (needsVjps) {
      lines.push(`pullback = ${space}.vjp(field, ${x})[1]`);
      lines.push(`vjps = ${space}.vmap(lambda probe: pullback(probe)[0])`);
    }
  }
  const vjps = needsVjps ? "vjps" : "None";
  lines.push(`return estimate_trace(jvps, ${vjps}, ${key}(seed), probes, ${dimensionOf(field)})`);
  return lines;
}

function differenceLines(module: PythonModule, field: PrintedField, own: Signature): string[] {
  const [x] = own.vectors;
  const n = dimensionOf(field);
  return [
    fieldOfPoint(own),
    `basis = step * ${module.library}.eye(${n})`,
    `differences = [field(${x} + basis[entry])[entry] - field(${x} - basis[entry])[entry] for entry in range(${n})]`,
    "return sum(differences) / (2 * step)",
  ];
}

function titleOf(field: PrintedField, own: Signature, target: PythonTarget): string {
  const library = { jax: "JAX", pytorch: "PyTorch", numpy: "NumPy" }[target];
  return `The field ${own.name} on R^${dimensionOf(field)}, printed by Deldot for ${library}; float64 throughout.`;
}

function exampleOf(module: PythonModule, field: PrintedField, names: readonly string[]): string {
  const n = dimensionOf(field);
  const { library, target } = module;
  const lines = [
    `point = ${library}.linspace(0.1, 0.9, ${n})`,
    ...names.map((name) => `print(${name}(point))`),
  ];
  const map = { jax: "jax.vmap", pytorch: "torch.func.vmap", numpy: null }[target];
  const last = names.at(-1);
  lines.push(
    map === null
      ? `# many points: np.array([${last}(point) for point in points])`
      : `# many points, as rows: ${map}(${last})(points)`,
  );
  return lines.map((line) => `    ${line}`).join("\n");
}
