import { imageAxes } from "../app/export/vti.ts";
import { type Bindings, createEvaluator, createFieldEvaluator } from "../engine/divergence/evaluator.ts";
import { isStochasticMethod } from "../engine/divergence/method.ts";
import { planOf } from "../engine/divergence/plan.ts";
import { canonicalName } from "../engine/language/names.ts";
import type { Program } from "../engine/language/program.ts";
import type { DivergenceArguments } from "./arguments.ts";
import { badArgument } from "./failure.ts";
import { npyTable } from "./npy-table.ts";
import { layoutOf, pointBlocks } from "./points.ts";
import { readSubject } from "./program.ts";
import { isSameFile } from "./read.ts";
import { readSource } from "./source.ts";
import { type Sink, type Streams, withFile } from "./streams.ts";
import { csvTable, jsonTable, type Layout, type Subject, type Table } from "./table.ts";
import { vtiTable } from "./vti-table.ts";

/** `deldot divergence`: the divergence at points, as a table. @returns the exit code */
export async function runDivergence(asked: DivergenceArguments, streams: Streams): Promise<number> {
  await refuseClashes(asked);
  const source = await readSource(asked.file, streams.stdin);
  const chosen = readSubject(source, asked.field, streams);
  if (!chosen) return 1;
  const { program, field } = chosen;
  const bindings = bindingsFor(program, asked);
  const method = asked.method === "auto" ? planOf(field).chosen.method : asked.method;
  const evaluator = createEvaluator(program, field, {
    method,
    probes: asked.probes,
    distribution: asked.distribution,
    seed: asked.seed ?? source.seed,
    step: asked.step,
    layout: asked.layout,
    keys: asked.keys,
  });
  const components = asked.components ? createFieldEvaluator(program, field) : null;
  const subject: Subject = {
    field,
    method,
    passes: evaluator.passes,
    stochastic: isStochasticMethod(method),
    predicted: evaluator.predictsVariance,
    components: asked.components,
  };
  const openTable = tableFor(asked, subject, layoutOf(asked.points, field));
  const blocks = pointBlocks(asked.points, field, streams.stdin);
  // The first block is made before anything is written: points that do not fit leave no half-begun output.
  const first = await blocks.next();

  const writeTo = async (sink: Sink) => {
    const table = await openTable(sink);
    try {
      for (let next = first; !next.done; next = await blocks.next()) {
        const block = next.value;
        const values = evaluator.evaluate(block.points, bindings, block.first);
        await table.add({
          ...values,
          block,
          components: components?.components(block.points, bindings) ?? null,
        });
      }
      await table.end();
    } finally {
      table.dispose();
    }
  };
  if (asked.out === null || asked.out === "-") await writeTo(streams.stdout);
  else await withFile(asked.out, writeTo);
  return 0;
}

/** What begins the table that is asked for. @throws Failure where its format has no room for these points */
function tableFor(
  { format }: DivergenceArguments,
  subject: Subject,
  layout: Layout,
): (sink: Sink) => Promise<Table> {
  if (format === "csv") return (sink) => csvTable(subject, sink);
  if (format === "json") return (sink) => jsonTable(subject, sink);
  if (format === "npy") return (sink) => npyTable(subject, sink, layout);
  if (!layout.axes) throw badArgument("--format vti is for grids: say where with --grid");
  const axes = imageAxes(layout.axes);
  if (typeof axes === "string") throw badArgument(`--format vti: ${axes}`);
  return (sink) => vtiTable(subject, sink, axes);
}

/** Standard input can be read once, and an output must not overwrite what is still being read. */
async function refuseClashes({ file, points, out }: DivergenceArguments): Promise<void> {
  if (file === "-" && points.kind === "file" && points.path === "-") {
    throw badArgument("FILE and --points cannot both be standard input");
  }
  if (out === null) return;
  const inputs = points.kind === "file" ? [file, points.path] : [file];
  for (const input of inputs) {
    if (await isSameFile(input, out))
      throw badArgument(`--out ${out} would overwrite ${input}, which is being read`);
  }
}

/** The sliders' values, changed by `--param`. */
function bindingsFor(program: Program, { parameters, time }: DivergenceArguments): Bindings {
  const values = Float64Array.from(program.parameters, (parameter) => parameter.value);
  for (const [name, value] of parameters) {
    const index = program.parameters.findIndex(
      (parameter) => canonicalName(parameter.name) === canonicalName(name),
    );
    if (index < 0) {
      const names = program.parameters.map((parameter) => parameter.name).join(", ");
      throw badArgument(
        `--param ${name}: there is no such parameter; ${names ? `there are ${names}` : "there are none"}`,
      );
    }
    values[index] = value;
  }
  return { parameters: values, time };
}
