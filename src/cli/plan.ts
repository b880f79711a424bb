import { type Candidate, type Plan, planOf } from "../engine/divergence/plan.ts";
import type { PlanArguments } from "./arguments.ts";
import { readSubject } from "./program.ts";
import { readSource } from "./source.ts";
import type { Streams } from "./streams.ts";

/** `deldot plan`: the exact ways to compute a divergence, what each costs, and why one won. @returns the exit code */
export async function runPlan(asked: PlanArguments, streams: Streams): Promise<number> {
  const source = await readSource(asked.file, streams.stdin);
  const subject = readSubject(source, asked.field, streams);
  if (!subject) return 1;
  const plan = planOf(subject.field);
  await streams.stdout.write(asked.format === "json" ? planJson(plan) : planText(plan));
  return 0;
}

function planJson({ field, dimension, chosen, candidates }: Plan): string {
  const rows = candidates.map(({ method, structure, applies, passes, flops, why }) => ({
    method,
    ...(structure === null ? {} : { structure }),
    applies,
    passes,
    flops,
    why,
  }));
  return `${JSON.stringify({ field, dimension, chosen: chosen.method, structure: chosen.structure, passes: chosen.passes, candidates: rows }, null, 1)}\n`;
}

function planText(plan: Plan): string {
  const { field, dimension, chosen, candidates, fieldFlops } = plan;
  const shown = [...candidates].sort(
    (a, b) => (a.flops ?? Number.POSITIVE_INFINITY) - (b.flops ?? Number.POSITIVE_INFINITY),
  );
  const rows = shown.map((candidate) => [
    candidate === chosen ? "→" : "",
    nameOf(candidate),
    candidate.passes === null ? "–" : String(candidate.passes),
    candidate.flops === null ? "–" : grouped(candidate.flops),
    candidate.flops === null ? "–" : `${ratio(candidate.flops, fieldFlops)} F`,
    candidate.why,
  ]);
  const head = ["", "method", "passes", "flops", "cost", "why"];
  const widths = head.map((title, column) =>
    Math.max(...[head, ...rows].map((row) => [...(row[column] ?? "")].length), title.length),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => {
        if (column === row.length - 1) return cell;
        const padding = " ".repeat((widths[column] ?? 0) - [...cell].length);
        return column > 1 ? padding + cell : cell + padding;
      })
      .join("  ")
      .trimEnd();
  const passes = `${chosen.passes} ${chosen.passes === 1 ? "pass" : "passes"}`;
  return (
    `${field}: R^${dimension} → R^${dimension}, ${grouped(fieldFlops)} flops a point\n` +
    `Cheapest exact divergence: ${nameOf(chosen)}, ${passes}, ${grouped(chosen.flops ?? 0)} flops. ${chosen.why}\n\n` +
    [head, ...rows].map((row) => `${line(row)}\n`).join("")
  );
}

function nameOf({ method, structure }: Candidate): string {
  return structure === null ? method : `${method}: ${structure}`;
}

function grouped(count: number): string {
  return String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, " ");
}

/** How many evaluations of the field cost as much. */
function ratio(flops: number, field: number): string {
  return (flops / Math.max(1, field)).toFixed(flops < 10 * field ? 2 : 0);
}
