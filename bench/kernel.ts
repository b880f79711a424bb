import { derivative, type EvalFunction, parse } from "mathjs";
import { bindingOf, checkSource, compilePointKernel, divergenceNode } from "../src/engine/index.ts";
import { type BenchField, fields, nameOf } from "./fields.ts";
import { formatRatio, interleave, median, type Ratio, ratioOf } from "./statistics.ts";

const count = 65_536;
/** Fresh functions per measurement: what the compiler makes of one is not what it makes of the next. */
const instances = 15;
const rounds = 30;
const warmUp = 15;

type Loop = (count: number, points: Float64Array, out: Float64Array) => void;

/** What one writes by hand: one loop, Math.*, the divergence in one expression. */
function handWritten({ javascript }: BenchField): Loop {
  return new Function(
    "count",
    "points",
    "out",
    `"use strict";
for (let i = 0; i < count; i++) {
  const x = points[2 * i];
  const y = points[2 * i + 1];
  out[i] = ${javascript};
}`,
  ) as Loop;
}

function generated(field: BenchField): Loop {
  const program = checkSource(`F(x, y) = (${field.components.join(", ")})`);
  const [own] = program.fields;
  if (!own) throw new Error(program.diagnostics.map(({ message }) => message).join("\n"));
  const kernel = compilePointKernel([divergenceNode(own, "jacobian-forward")], bindingOf(program, own));
  const none = new Float64Array();
  return (count, points, out) => kernel(count, points, none, 0, out);
}

function mathjs({ components }: BenchField): Loop {
  const names = ["x", "y"];
  const [dx, dy] = components.map(
    (text, i): EvalFunction => derivative(parse(text), names[i] as string).compile(),
  );
  const scope = { x: 0, y: 0 };
  return (count, points, out) => {
    for (let i = 0; i < count; i++) {
      scope.x = points[2 * i] as number;
      scope.y = points[2 * i + 1] as number;
      out[i] = dx?.evaluate(scope) + dy?.evaluate(scope);
    }
  };
}

/** Both loops have to compute the same thing, or the ratio means nothing. */
function assertSame(a: Float64Array, b: Float64Array, name: string): void {
  a.forEach((value, i) => {
    const other = b[i] as number;
    if (!(Math.abs(value - other) <= 1e-12 * (1 + Math.abs(other))))
      throw new Error(`${name}: ${value} and ${other}`);
  });
}

function measure(field: BenchField): { hand: Ratio; milliseconds: number } {
  const points = Float64Array.from({ length: 2 * count }, (_, i) => 3 * Math.sin(0.618 * i * i + i));
  const outs = [new Float64Array(count), new Float64Array(count)] as const;
  const ratios: number[] = [];
  const own: number[] = [];
  for (let instance = 0; instance < instances; instance++) {
    const loops = [generated(field), handWritten(field)];
    const works = loops.map((loop, i) => () => loop(count, points, outs[i] as Float64Array));
    interleave(works, warmUp);
    const [ours, theirs] = interleave(works, rounds) as [number[], number[]];
    ratios.push(median(ours) / median(theirs));
    own.push(median(ours));
  }
  assertSame(outs[0], outs[1], nameOf(field));
  return { hand: ratioOf(ratios), milliseconds: median(own) };
}

function measureMathjs(field: BenchField): Ratio {
  const points = Float64Array.from({ length: 2 * count }, (_, i) => 3 * Math.sin(0.618 * i * i + i));
  const out = new Float64Array(count);
  const works = [generated(field), mathjs(field)].map((loop) => () => loop(count, points, out));
  interleave(works, 2);
  const [ours, theirs] = interleave(works, 7) as [number[], number[]];
  return ratioOf(ours.map((time, i) => time / (theirs[i] as number)));
}

/** Exact divergence in float64 at 65,536 points, against a loop written by hand and against mathjs. */
export function benchKernels(say: (line: string) => void): void {
  say(`Exact divergence, float64, ${count} points: time ÷ hand-written loop with Math.* (middle 80 %)`);
  fields.forEach((field, i) => {
    const { hand, milliseconds } = measure(field);
    const target = i === 0 ? ", target 1.3" : "";
    say(`  ${formatRatio(hand)}${target}; ${milliseconds.toFixed(2)} ms  ${nameOf(field)}`);
  });
  say(
    `  ÷ mathjs's compiled symbolic derivative: ${formatRatio(measureMathjs(fields[0]))}  ${nameOf(fields[0])}`,
  );
}
