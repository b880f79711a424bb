import type { MethodChoice } from "../../engine/divergence/method-choice.ts";
import type { Colouring, Comparison, RangeSettings } from "../../shaders/protocol.ts";
import {
  type Cell,
  type Document,
  type LabCell,
  type PlaneCell,
  type Region,
  type SpaceCell,
  type SpaceMap,
  schemaVersion,
} from "./document.ts";

/** The document as text: two spaces, keys always in the same order, so that equal documents are equal texts. */
export function serialiseDocument(document: Document): string {
  const { format, title, seed, cells } = document;
  return `${JSON.stringify({ format, schemaVersion, title, seed, cells: cells.map(canonicalCell) }, null, 2)}\n`;
}

function canonicalCell(cell: Cell): object {
  const { id, kind, collapsed } = cell;
  const head = { id, kind, ...(collapsed && { collapsed }) };
  if (cell.kind === "plane") return { ...head, ...canonicalPlane(cell) };
  if (cell.kind !== "text" && cell.kind !== "code") return { ...head, ...canonicalLab(cell) };
  return { ...head, ...(cell.kind === "code" && cell.hidden && { hidden: true }), source: cell.source };
}

function canonicalLab(cell: LabCell | SpaceCell): object {
  const { field, time } = cell;
  switch (cell.kind) {
    case "space":
      return canonicalSpace(cell);
    case "compare": {
      const { point, view, home } = cell;
      return {
        field,
        time,
        methods: cell.methods.map(canonicalMethod),
        point,
        view: canonicalRegion(view),
        ...(home && { home: canonicalRegion(home) }),
      };
    }
    case "convergence": {
      const { point, probes, repetitions, draws, first } = cell;
      const estimators = cell.estimators.map(({ method, distribution }) => ({ method, distribution }));
      return { field, time, estimators, point, probes, repetitions, draws, first };
    }
    case "cost":
      return {
        field,
        time,
        family: cell.family,
        most: cell.most,
        methods: cell.methods.map(canonicalMethod),
      };
    case "points": {
      const { table, components } = cell;
      return { field, time, table, methods: cell.methods.map(canonicalMethod), components };
    }
  }
}

/** What came later, and what is as it always was, is left out. */
function canonicalSpace({
  field,
  time,
  box,
  camera,
  slices,
  volume,
  map,
  section,
  particles,
  plane,
  surfaces,
  ...rest
}: SpaceCell): object {
  const { azimuth, elevation, zoom, target, projection } = camera;
  const { streamlines, arrows, range, colouring, clock, cursor, body, pins } = rest;
  return {
    field,
    time,
    box: { low: box.low, high: box.high },
    camera: { azimuth, elevation, zoom, target, projection },
    slices: { at: slices.at, shown: slices.shown },
    ...(volume && {
      volume: { on: volume.on, opacity: volume.opacity, cut: volume.cut, contrast: volume.contrast },
    }),
    ...(map && { map: canonicalSpaceMap(map) }),
    ...(section && { section: { origin: section.origin, directions: section.directions } }),
    ...(particles && { particles: canonicalParticles(particles) }),
    ...(plane && {
      plane: {
        on: plane.on,
        through: plane.through,
        azimuth: plane.azimuth,
        elevation: plane.elevation,
      },
    }),
    ...(surfaces && {
      surfaces: {
        on: surfaces.on,
        ...(surfaces.quantity && { quantity: surfaces.quantity }),
        levels: surfaces.levels,
        opacity: surfaces.opacity,
      },
    }),
    ...(streamlines && { streamlines: canonicalStreamlines(streamlines) }),
    ...(arrows && {
      arrows: { on: arrows.on, slices: arrows.slices, count: arrows.count, scaled: arrows.scaled },
    }),
    range: canonicalRange(range),
    ...(colouring && { colouring: canonicalColouring(colouring) }),
    ...(clock.speed !== 1 && { clock: { speed: clock.speed } }),
    cursor,
    ...(body && { body: { on: body.on, shape: body.shape, centre: body.centre, half: body.half } }),
    ...(pins && pins.length > 0 && { pins }),
  };
}

function canonicalSpaceMap({ kind, compare, probes, distribution, layout }: SpaceMap): SpaceMap {
  const { left, right, step } = compare;
  return { kind, compare: { left, right, step }, probes, distribution, layout };
}

function canonicalParticles({
  on,
  count,
  density,
  ball,
  speed,
  colour,
}: NonNullable<SpaceCell["particles"]>): object {
  return { on, count, density, ball: ball && { at: ball.at, radius: ball.radius }, speed, colour };
}

function canonicalStreamlines(lines: NonNullable<SpaceCell["streamlines"]>): object {
  const { on, seeds, density, shape, width, colour, rake, hand } = lines;
  return {
    on,
    seeds,
    density,
    shape,
    width,
    colour,
    rake: rake && { from: rake.from, to: rake.to, count: rake.count },
    hand,
  };
}

function canonicalRegion({ x, y, span }: Region): Region {
  return { x, y, span };
}

function canonicalMethod(choice: MethodChoice): MethodChoice {
  if ("step" in choice) return { method: choice.method, step: choice.step };
  if (!("probes" in choice)) return { method: choice.method };
  const { method, probes, distribution, keys } = choice;
  return { method, probes, distribution, keys };
}

/** Settings that came later are left out while they are as they were before: old documents stay the texts they are. */
function canonicalPlane(cell: PlaneCell): object {
  const {
    field,
    view,
    home,
    map,
    method,
    probes,
    distribution,
    keys,
    layout,
    range,
    streamlines,
    lines,
    time,
    cursor,
    compare,
    colouring,
    pins,
    clock,
    flux,
    layers,
    slice,
  } = cell;
  return {
    field,
    view: canonicalRegion(view),
    home: canonicalRegion(home),
    map,
    method,
    probes,
    distribution,
    keys,
    layout,
    range: canonicalRange(range),
    streamlines,
    ...((lines.density !== "normal" || lines.colour !== "plain") && {
      lines: { density: lines.density, colour: lines.colour },
    }),
    time,
    cursor: cursor && { x: cursor.x, y: cursor.y },
    // Left out where they are absent: documents that do not use them stay as they were.
    compare: compare && canonicalComparison(compare),
    colouring: colouring && canonicalColouring(colouring),
    ...(pins.length > 0 && { pins: pins.map(({ x, y }) => ({ x, y })) }),
    ...(clock.speed !== 1 && { clock: { speed: clock.speed } }),
    // Documents without a region stay the texts they were.
    ...((flux && {
      flux: { on: flux.on, shape: flux.shape, points: flux.points.map(({ x, y }) => ({ x, y })) },
    }) as {
      flux: PlaneCell["flux"];
    }),
    // Their keys stand in the schema's order wherever they come from.
    ...(layers && { layers }),
    ...(slice && { slice: { origin: slice.origin, across: slice.across, up: slice.up } }),
  };
}

function canonicalComparison({ left, right, divider, step, methods }: Comparison): Comparison {
  const own = methods && { left: canonicalMethod(methods.left), right: canonicalMethod(methods.right) };
  return { left, right, divider, step, ...(own && { methods: own }) };
}

function canonicalColouring({ quantity, palette, scale, contours }: Colouring): Colouring {
  return { quantity, palette, scale, contours };
}

function canonicalRange(range: RangeSettings): RangeSettings {
  const { mode } = range;
  if (mode === "auto") return { mode };
  if (mode === "linked") return { mode, to: range.to };
  return mode === "fixed" ? { mode, limit: range.limit } : { mode, low: range.low, high: range.high };
}
