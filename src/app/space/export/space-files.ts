import type { Watch } from "../../../shaders/plane-client.ts";
import { watched } from "../../export/files.ts";
import type { VtiType } from "../../export/vti.ts";
import { type Client, createClient, type Port } from "../../tasks/client.ts";
import { version } from "../../version.ts";
import { subjectOf } from "../mapped.ts";
import type { SpaceSession } from "../space-session.ts";
import type { SpaceAxes } from "./grids.ts";
import type { ExportWork, ModelTask, TablePoints } from "./protocol.ts";

type Task = ExportWork["task"];

let client: Client<ExportWork> | null = null;

/** The worker of files, started when the first is asked for: the page's own numbers do not wait for what it makes. */
function worker(): Client<ExportWork> {
  client ??= createClient<ExportWork>(
    (): Port<ExportWork> =>
      new Worker(new URL("./export-worker.ts", import.meta.url), { type: "module", name: "space-files" }),
  );
  return client;
}

/** Rows for points. `rows`: only so many, as a preview. */
export function tableFile(
  session: SpaceSession,
  points: TablePoints,
  watch: Watch,
  rows?: number,
): Promise<Blob> {
  const { seed } = session.view.store.getState().document;
  return fileOf({ kind: "table", ...subjectNow(session), seed, points, rows }, watch, rows !== undefined);
}

/** A grid as an image for VTK. */
export function imageFile(
  session: SpaceSession,
  axes: SpaceAxes,
  type: VtiType,
  watch: Watch,
): Promise<Blob> {
  return fileOf({ kind: "image", ...subjectNow(session), axes, type }, watch, false);
}

/** Surfaces of the map and lines of the flow as glTF; with `told` what would be in it. */
export function modelFile(
  session: SpaceSession,
  model: Pick<ModelTask, "surfaces" | "lines" | "told">,
  watch: Watch,
): Promise<Blob> {
  const { box } = session.store.getState().cell;
  const task = { kind: "model", ...subjectNow(session), box, ...model } as const;
  return fileOf(task, watch, model.told === true);
}

function fileOf(task: Task, watch: Watch, isPreview: boolean): Promise<Blob> {
  const purpose = isPreview ? "preview" : "file";
  const run = worker().run<Task["kind"]>(task, watch.onProgress, purpose);
  return watched(run, watch, () => worker().cancel(task.kind, purpose));
}

function subjectNow({ view, store }: SpaceSession): Pick<Task, "subject" | "words" | "version"> {
  const { cell, scene } = store.getState();
  const subject = subjectOf(view.store.getState(), cell);
  if (!subject || !scene) throw new Error("There is no field to export yet.");
  return { subject, words: scene.legend.words, version };
}
