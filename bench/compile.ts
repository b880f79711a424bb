import { derivative, type EvalFunction, parse } from "mathjs";
import { bindingOf, checkSource, divergenceNode, printGlsl } from "../src/engine/index.ts";
import { type BenchField, fields, nameOf } from "./fields.ts";
import { type MeasuredField, measuredFields, pointsOf } from "./measured-fields.ts";
import { batchOf, bestExact } from "./ours.ts";
import { componentsOf, namesOf } from "./peers/formulas.ts";
import { formatRatio, interleave, median, ratioOf } from "./statistics.ts";

const warmUp = 40;
const rounds = 60;

/** The field with one more term, whose number no earlier text had: nothing can have been kept from before. */
function varied({ components }: BenchField, number: number): [string, string] {
  const [first, second] = components;
  return [`${number} * x + ${first}`, `${second} + ${number} * y`];
}

function ours(components: readonly string[]): string {
  const program = checkSource(`F(x, y) = (${components.join(", ")})`);
  const [field] = program.fields;
  if (!field) throw new Error(program.diagnostics.map(({ message }) => message).join("\n"));
  const divergence = divergenceNode(field, "jacobian-forward");
  return printGlsl([{ name: "divergence", outputs: [divergence] }], bindingOf(program, field));
}

function mathjs(components: readonly string[], simplify: boolean): void {
  components.forEach((text, i) => {
    derivative(parse(text), i === 0 ? "x" : "y", { simplify }).compile();
  });
}

/** From a key press to GLSL text, against mathjs's parse, derivative and compile of the same field. */
function benchGlsl(say: (line: string) => void): void {
  say("Key press → GLSL text: time ÷ mathjs parse + derivative + compile (as it comes | simplify: false)");
  for (const field of fields) {
    let serial = 0;
    const next = () => varied(field, 1 + ++serial / 4096);
    const works = [() => void ours(next()), () => mathjs(next(), true), () => mathjs(next(), false)];
    interleave(works, warmUp);
    const [own, plain, bare] = interleave(works, rounds) as [number[], number[], number[]];
    const against = (times: readonly number[]) => ratioOf(own.map((time) => time / median(times)));
    say(
      `  ${formatRatio(against(plain))}, target 1 | ${formatRatio(against(bare))}; ${median(own).toFixed(2)} ms  ${nameOf(field)}`,
    );
  }
}

/** The source with one more term, and the same term for the components of mathjs. */
function variedSource({ source }: MeasuredField, number: number): string {
  return source.includes("F(x, y) = (")
    ? source.replace("F(x, y) = (", `F(x, y) = (${number} * x + `)
    : `${source} + ${number} * x`;
}

function variedComponents(components: readonly string[], names: readonly string[], number: number): string[] {
  return components.map((text, i) =>
    i === 0 || names.length > 2 ? `${text} + ${number} * ${names[i]}` : text,
  );
}

/** mathjs's divergence at one point, from text. */
function mathjsValue(
  components: readonly string[],
  names: readonly string[],
  point: Float64Array,
  simplify: boolean,
): number {
  const scope = Object.fromEntries(names.map((name, j) => [name, point[j] as number]));
  return components.reduce((sum, text, i) => {
    const term: EvalFunction = derivative(parse(text), names[i] as string, { simplify }).compile();
    return sum + (term.evaluate(scope) as number);
  }, 0);
}

function firstValueLine(field: MeasuredField): string {
  const point = pointsOf(field, 1);
  const components = componentsOf(field);
  const names = namesOf(field);
  let serial = 0;
  const next = () => 1 + ++serial / 4096;
  const own = (number: number): number =>
    batchOf(variedSource(field, number), { method: bestExact })(point)[0] as number;
  if (!components) {
    const [mine] = interleave([() => void own(next())], 10) as [number[]];
    return `mathjs has no derivatives of arrays; ${median(mine).toFixed(2)} ms`;
  }
  const theirs = (number: number, simplify: boolean): number =>
    mathjsValue(variedComponents(components, names, number), names, point, simplify);
  const number = next();
  const [value, expected] = [own(number), theirs(number, true)];
  if (!(Math.abs(value - expected) <= 1e-11 * (1 + Math.abs(expected))))
    throw new Error(`${value}, and mathjs has ${expected}`);
  const works = [() => void own(next()), () => void theirs(next(), true), () => void theirs(next(), false)];
  interleave(works, warmUp);
  const [mine, plain, bare] = interleave(works, rounds) as [number[], number[], number[]];
  const against = (times: readonly number[]) =>
    formatRatio(ratioOf(mine.map((time) => time / median(times))));
  return `${against(plain)}, target 1 | ${against(bare)}; ${median(mine).toFixed(2)} ms`;
}

/** From text to the first value in float64: parse, graph, plan and kernel, and one call of it. */
function benchFirstValue(say: (line: string) => void): void {
  say(`Text → first value (${bestExact}): time ÷ mathjs's (as it comes | simplify: false)`);
  for (const field of measuredFields) {
    try {
      say(`  ${firstValueLine(field)}  ${field.name}`);
    } catch (error) {
      say(`  not measured: ${(error as Error).message}  ${field.name}`);
    }
  }
}

/** What one waits for after a key press, against mathjs. */
export function benchCompile(say: (line: string) => void): void {
  benchGlsl(say);
  benchFirstValue(say);
}
