import type { Node } from "../../graph/node.ts";
import { labelOf } from "../../graph/origin.ts";
import { type Shape, sizeOf } from "../../graph/shape.ts";
import { LimitError, limits } from "../../limits.ts";
import { plain } from "../../ops/complex-part.ts";
import { constantValue, inputAttribute, stack } from "../../ops/index.ts";
import { elementwiseIdioms } from "./elementwise.ts";
import { type Expression, libraryNames, type PythonTarget, pythonNumber } from "./expression.ts";
import { type HelperName, helperIdentifiers, helperOf } from "./helpers.ts";
import { laidOut } from "./layout.ts";
import { NameScope } from "./names.ts";
import { progression } from "./selection.ts";
import { nested } from "./structural.ts";
import { type Surroundings, Writer, WrittenGraph } from "./writer.ts";

/** A number given from outside, with the value it has unless another is given. */
export interface KeywordInput {
  readonly node: Node;
  readonly name: string;
  readonly value: number;
}

/** A vector argument of a printed function, and the inputs that its entries are. */
export interface VectorArgument {
  /** Its name, unless a single vector input has one. */
  readonly name: string;
  readonly inputs: readonly Node[];
  /** How the inputs are called. */
  readonly names: readonly string[];
}

export interface PrintedFunction {
  readonly name: string;
  readonly documentation: string;
  readonly arguments: readonly VectorArgument[];
  readonly keywords: readonly KeywordInput[];
  readonly output: Node;
}

/** What fills the library's place in the texts of helpers. */
interface Filling {
  readonly distribution: "sphere" | "other";
}

/** A Python program being put together: imports, helpers, constants made once, functions, and an example. */
export class PythonModule implements Surroundings {
  readonly target: PythonTarget;
  readonly names: NameScope;
  private readonly graph: WrittenGraph;
  private readonly constants: Writer;
  private readonly constantsFound = new Map<Node, Expression | null>();
  private readonly hasInput = new Map<Node, boolean>();
  private readonly positionsFound = new Map<string, string>();
  private readonly positionLines: string[] = [];
  private readonly imports = new Set<string>();
  private readonly helpers = new Map<string, string>();
  private readonly functions: string[] = [];

  constructor(target: PythonTarget) {
    this.target = target;
    this.names = new NameScope(null, helperIdentifiers);
    this.graph = new WrittenGraph(target);
    const surroundings: Surroundings = {
      target,
      need: (helper) => this.need(helper),
      positions: (values, shape) => this.positions(values, shape),
      constant: () => null,
    };
    this.constants = new Writer(this.graph, surroundings, this.names, "c");
  }

  get library(): string {
    return libraryNames[this.target];
  }

  need(name: HelperName, filling: Filling = { distribution: "other" }): string {
    if (!this.helpers.has(name)) {
      const helper = helperOf(name, this.target);
      for (const other of helper.needs ?? []) this.need(other as HelperName, filling);
      for (const one of helper.imports ?? []) this.imports.add(one);
      this.helpers.set(name, filled(helper.text, name, this.target, filling));
      if (name === "prng_key" && this.target === "pytorch") this.imports.add("numpy");
    }
    return helperOf(name, this.target).name ?? name;
  }

  positions(values: ArrayLike<number>, shape: Shape): string {
    const texts = Array.from(values, String);
    if (2 * texts.length > limits.programLength) throw new LimitError("programLength", 2 * texts.length);
    const key = `${shape.join("x")}:${texts.join()}`;
    const known = this.positionsFound.get(key);
    if (known) return known;
    const name = this.names.next("at");
    this.positionsFound.set(key, name);
    const line = shape.length === 1 ? progression(values) : null;
    const { library } = this;
    const call = this.target === "pytorch" ? "torch.tensor" : `${library}.array`;
    const text = line
      ? `${library}.arange(${line.start}, ${line.start + line.step * line.count}, ${line.step})`
      : `${call}(${nested(texts, shape)})`;
    this.positionLines.push(laidOut(`${name} = ${text}`, ""));
    return name;
  }

  constant(node: Node): Expression | null {
    if (constantValue(node) !== null || this.depends(node)) return null;
    const found = this.constantsFound.get(node);
    if (found !== undefined) return found;
    const [expression = null] = this.constants.write([node], (one) => one === node || labelOf(one) !== null);
    this.constantsFound.set(node, expression);
    return expression;
  }

  private depends(node: Node): boolean {
    const known = this.hasInput.get(node);
    if (known !== undefined) return known;
    for (const part of this.graph.order([node], (one) => this.hasInput.has(one))) {
      if (this.hasInput.has(part)) continue;
      const { inputs } = this.graph.view(part);
      this.hasInput.set(
        part,
        inputAttribute(part) !== null || inputs.some((input) => this.hasInput.get(input)),
      );
    }
    return this.hasInput.get(node) as boolean;
  }

  /** Writes a function of vectors. @returns its signature */
  define({ name, documentation, arguments: vectors, keywords, output: given }: PrintedFunction): Signature {
    const [output] = plain([given]) as [Node];
    const scope = new NameScope(this.names);
    const writer = new Writer(this.graph, this, scope, "t");
    const wholes = vectors.map(({ inputs }) => wholeOf(inputs));
    const stop = (node: Node) => wholes.includes(node) || this.constant(node) !== null;
    const order = this.graph.order([output], stop);
    const used = new Set(order);
    const lines: string[] = [];
    const locals = vectors.map(({ names }) => names.map((one) => scope.claim(one)));
    const passed = keywords.map((keyword) => {
      const own = scope.claim(keyword.name);
      writer.bind(keyword.node, own);
      return { name: own, value: pythonNumber(keyword.value, this.library) };
    });
    const heads = vectors.map((vector, position) => {
      const own = locals[position] as string[];
      vector.inputs.forEach((input, entry) => {
        writer.bind(input, own[entry] as string);
      });
      const whole = wholes[position];
      const isVector = whole === vector.inputs[0];
      const head = isVector ? (own[0] as string) : scope.claim(vector.name);
      if (whole) writer.bind(whole, head);
      if (!isVector) lines.push(...unpacked(head, vector.inputs, own, used));
      return head;
    });
    if (this.needsArrays(order, new Set(keywords.map(({ node }) => node)))) {
      const convert = { jax: "jnp.asarray", pytorch: "torch.as_tensor", numpy: "np.float64" }[this.target];
      for (const one of passed) lines.push(`${one.name} = ${convert}(${one.name})`);
    }
    const [result] = writer.write([output]);
    const returned =
      constantValue(output) === null
        ? (result as Expression).text
        : this.numberAsArray(constantValue(output) as number);
    const body = [...lines, ...writer.statements, `return ${returned}`].map((line) => laidOut(line, "    "));
    const signature: Signature = { name, vectors: heads, keywords: passed };
    this.functions.push(
      `def ${name}(${signatureText(signature)}):\n    """${documentation}"""\n${body.join("\n")}`,
    );
    return signature;
  }

  /** Adds a function whose text is written elsewhere. */
  add(text: string): void {
    this.functions.push(text);
  }

  private numberAsArray(value: number): string {
    const text = pythonNumber(value, this.library);
    return this.target === "pytorch" ? `torch.tensor(${text})` : `${this.library}.asarray(${text})`;
  }

  /**
   * Whether Python's own numbers will not do for the keywords: they divide by zero and take roots of negative numbers in
   * ways of their own, and PyTorch's functions do not take them.
   */
  private needsArrays(order: readonly Node[], keywords: ReadonlySet<Node>): boolean {
    const plain = new Set(keywords);
    const bare = (node: Node) => plain.has(node) || constantValue(node) !== null;
    for (const node of order) {
      const { form, inputs } = this.graph.view(node);
      const idiom = elementwiseIdioms[form];
      const some = inputs.some((input) => plain.has(input));
      if (!some) continue;
      const all = inputs.every(bare);
      if (all && idiom?.isPlain) plain.add(node);
      else if (all) return true;
      else if (this.target === "pytorch" && !(idiom?.isPlain || idiom?.isInfix)) return true;
    }
    return this.target === "pytorch" && order.length > 0 && plain.has(order.at(-1) as Node);
  }

  /** The whole program. Throws LimitError. */
  text(title: string, example: string): string {
    const parts = [this.head(title), ...this.helpers.values()].filter((part) => part !== "");
    const constants = [
      ...this.positionLines,
      ...this.constants.statements.map((statement) => laidOut(statement, "")),
    ];
    if (constants.length > 0) parts.push(constants.join("\n"));
    parts.push(...this.functions, `if __name__ == "__main__":\n${example}`);
    const text = `${parts.join("\n\n\n")}\n`;
    if (text.length > limits.programLength) throw new LimitError("programLength", text.length);
    return text;
  }

  private head(title: string): string {
    const lines = [`"""${title}"""`, ""];
    for (const name of ["math", "statistics"]) if (this.imports.has(name)) lines.push(`import ${name}`);
    if (lines.length > 2) lines.push("");
    const numpy = "import numpy as np";
    if (this.target === "jax") {
      lines.push("import jax", "import jax.numpy as jnp");
      if (this.imports.has("numpy")) lines.push(numpy);
      lines.push("", 'jax.config.update("jax_enable_x64", True)');
      if (this.helpers.has("prng_key")) lines.push('jax.config.update("jax_threefry_partitionable", True)');
    } else if (this.target === "pytorch") {
      if (this.imports.has("numpy")) lines.push(numpy);
      lines.push("import torch", "", "torch.set_default_dtype(torch.float64)");
    } else lines.push(numpy);
    return lines.join("\n");
  }
}

export interface Signature {
  readonly name: string;
  readonly vectors: readonly string[];
  readonly keywords: readonly { readonly name: string; readonly value: string }[];
}

/** `x, a=1.5`. */
export function signatureText({ vectors, keywords }: Signature): string {
  return [...vectors, ...keywords.map(({ name, value }) => `${name}=${value}`)].join(", ");
}

/** The node that is the whole argument: a vector input, or numbers side by side; null where it is made of several. */
function wholeOf(inputs: readonly Node[]): Node | null {
  const [only] = inputs;
  if (inputs.length === 1 && only?.shape.length === 1) return only;
  return only && inputs.every(({ shape }) => shape.length === 0) ? stack(only.graph, inputs) : null;
}

/** Statements that give the parts of a vector their names. */
function unpacked(
  whole: string,
  inputs: readonly Node[],
  names: readonly string[],
  used: ReadonlySet<Node>,
): string[] {
  if (!inputs.some((input) => used.has(input))) return [];
  if (inputs.length > 1 && inputs.every(({ shape }) => shape.length === 0))
    return [`${names.join(", ")} = ${whole}`];
  const lines: string[] = [];
  let at = 0;
  inputs.forEach((input, position) => {
    const size = sizeOf(input.shape);
    const slice = input.shape.length === 0 ? `[${at}]` : `[${at}:${at + size}]`;
    const shaped = input.shape.length > 1 ? `.reshape(${input.shape.join(", ")})` : "";
    if (used.has(input)) lines.push(`${names[position]} = ${whole}${slice}${shaped}`);
    at += size;
  });
  return lines;
}

/** The text of a helper with the library's name and its idioms in place of the marks. */
function filled(text: string, name: HelperName, target: PythonTarget, { distribution }: Filling): string {
  // Probes are drawn by NumPy for PyTorch.
  const library = target === "pytorch" && name.startsWith("probes_") ? "np" : libraryNames[target];
  const seen = "(keep.sum() - 1.0 * (length > 0))";
  const unseen = `@.where(${seen} < n, (n - ${seen}) / (n - dots(w, w) + sw**2), 0.0)`;
  return text
    .replace("SCALE", distribution === "sphere" ? unseen : "1.0")
    .replace(/ROWS\((\w+), (.*), n\)/g, (_, draw, keys) =>
      target === "jax"
        ? `jax.vmap(lambda key: ${draw}(key, (n,)))(${keys})`
        : `np.stack([${draw}(key, (n,)) for key in ${keys}])`,
    )
    .replace(/PROBES(\([^()]*\))/g, (_, args) =>
      target === "pytorch" ? `torch.from_numpy(draw_probes${args})` : `draw_probes${args}`,
    )
    .replace(/\b(split|fold_in|permutation)\(/g, (call, own) => {
      const { name: known } = helperOf(own, target);
      return known ? `${known}(` : call;
    })
    .replaceAll("@.", `${library}.`);
}
