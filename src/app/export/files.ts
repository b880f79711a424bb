import type { Watch } from "../../shaders/plane-client.ts";
import { mapWords } from "../../shaders/sides.ts";
import type { Outcome } from "../cpu/client.ts";
import type { Subject } from "../cpu/protocol.ts";
import {
  codeCells,
  type Document,
  defaultColouring,
  defaultComparison,
  sourceOf,
} from "../document/document.ts";
import { serialiseDocument } from "../document/serialise.ts";
import { fluxMeterOf, regionOf } from "../flux/flux.ts";
import { pinPoints } from "../plane/pin-points.ts";
import type { PlaneSession } from "../plane/plane-session.ts";
import { planeStateOf, subjectOf } from "../plane/state.ts";
import type { ViewState } from "../store/view.ts";
import { version } from "../version.ts";
import { type FigureSettings, figureRequest } from "./figure.ts";
import type { GridAxis } from "./grid.ts";
import { worldLines } from "./lines.ts";
import { pinsCsv } from "./pins-csv.ts";
import { documentKeyword, headEnd, textChunk } from "./png-chunks.ts";

/**
 * The figure of what is on show. `scale`: pixels per CSS pixel of a preview, instead of those asked for. Rejects with a
 * sentence, or with the signal's reason.
 */
export async function figureFile(
  session: PlaneSession,
  settings: FigureSettings,
  watch: Watch,
  scale?: number,
): Promise<Blob> {
  const shown = session.view.store.getState();
  const meter = regionOf(shown) ? fluxMeterOf(session).store.getState().figures : null;
  const request = figureRequest(shown, settings, meter?.status === "done" ? meter.value.normals : []);
  if (!request) throw new Error("There is no picture to export yet.");
  const { state, figure } = request;
  if (scale !== undefined) return session.plane.figure(state, { ...figure, scale }, watch);
  const blob = await session.plane.figure(state, figure, watch);
  return settings.format === "png" ? withDocument(blob, settings.title, shown) : blob;
}

/** A PNG with the document it is of, and what other programs may want to know of it. */
export async function withDocument(png: Blob, title: string, shown: ViewState): Promise<Blob> {
  const document = documentOnShow(shown);
  const chunks = await Promise.all([
    textChunk(documentKeyword, serialiseDocument(document)),
    textChunk("Software", `Deldot ${version}`),
    ...(title === "" ? [] : [textChunk("Title", title)]),
    textChunk("Description", sourceOf(document)),
  ]);
  return new Blob([png.slice(0, headEnd), ...chunks, png.slice(headEnd)], { type: png.type });
}

/** The document; where a source of the picture has an error, with the source that the picture is of and no other. */
function documentOnShow({ document, picture, stale }: ViewState): Document {
  if (!picture || !stale) return document;
  const [code] = codeCells(document);
  const { source } = picture.program;
  const cells = document.cells
    .filter((cell) => cell === code || cell.kind !== "code")
    .map((cell) => (cell === code ? { ...code, source } : cell));
  return { ...document, cells };
}

/** The document itself, with the source as it is typed. */
export function documentFile({ view }: PlaneSession): Blob {
  const text = serialiseDocument(view.store.getState().document);
  return new Blob([text], { type: "application/json" });
}

/** A grid of numbers; `rows`: only so many of them, as a preview. */
export function gridFile(
  session: PlaneSession,
  axes: readonly GridAxis[],
  watch: Watch,
  rows?: number,
): Promise<Blob> {
  const subject = subjectNow(session);
  const map = comparedWords(session.view.store.getState());
  const purpose = rows === undefined ? "file" : "preview";
  const task = session.cpu.run({ kind: "csv", subject, axes, map, version, rows }, watch.onProgress, purpose);
  return watched(task, watch, () => session.cpu.cancel("csv", purpose));
}

/** What the map shows of the divergence; by the settings, since a picture that is not in sight draws nothing. */
function comparedWords({ plane, picture }: ViewState): string | undefined {
  const { map: kind, compare = defaultComparison, colouring = defaultColouring } = plane;
  if (!picture || kind === "exact" || colouring.quantity !== "divergence") return undefined;
  return mapWords({ kind, compare }, picture.field.name).words;
}

/** The points of the streamlines on show with their numbers; `most`: only so many lines, as a preview. */
export async function linesFile(session: PlaneSession, watch: Watch, most?: number): Promise<Blob> {
  const subject = subjectNow(session);
  const state = planeStateOf(session.view.store.getState(), 0);
  if (!state) throw new Error("There is no picture to export yet.");
  // Whether they are on show or not.
  const layers = await session.plane.vectors({ ...state, streamlines: true });
  watch.signal.throwIfAborted();
  const lines = worldLines(layers, state).slice(0, most);
  if (lines.length === 0) throw new Error("There are no streamlines in this view.");
  const purpose = most === undefined ? "file" : "preview";
  const task = session.cpu.run({ kind: "lines", subject, lines, version }, watch.onProgress, purpose);
  return watched(task, watch, () => session.cpu.cancel("lines", purpose));
}

/** Why there is no table of them. */
export const noPins = "There are no pins: a double click on the picture sets one.";

/** The pinned points with their numbers. */
export async function pinsFile(session: PlaneSession, watch: Watch, preview: boolean): Promise<Blob> {
  const state = session.view.store.getState();
  const subject = subjectNow(session);
  const points = pinPoints(state);
  if (points.length === 0) throw new Error(noPins);
  const purpose = preview ? "preview" : "file";
  const table = await watched(session.cpu.run({ kind: "pins", subject, points }, undefined, purpose), watch);
  const { parameters = [], time = false } = state.picture?.program ?? {};
  const text = pinsCsv(table, subject, { version, parameters, time: time ? subject.time : null });
  return new Blob([text], { type: "text/csv" });
}

function subjectNow(session: PlaneSession): Subject {
  const subject = subjectOf(session.view.store.getState());
  if (!subject) throw new Error("There is no field to export yet.");
  return subject;
}

/** What comes of a task of a worker; `cancel` ends it when it is not wanted any more. */
export async function watched<Value>(
  task: Promise<Outcome<Value>>,
  { signal }: Watch,
  cancel: () => void = () => {},
): Promise<Value> {
  signal.addEventListener("abort", cancel);
  const outcome = await task.finally(() => signal.removeEventListener("abort", cancel));
  signal.throwIfAborted();
  if (outcome.status === "done") return outcome.value;
  throw new Error(
    outcome.status === "failed" ? outcome.message : "A newer table took the place of this one.",
  );
}
