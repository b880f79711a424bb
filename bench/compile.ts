import { derivative, parse } from "mathjs";
import { bindingOf, checkSource, divergenceNode, printGlsl } from "../src/engine/index.ts";
import { type BenchField, fields, nameOf } from "./fields.ts";
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
export function benchCompile(say: (line: string) => void): void {
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
