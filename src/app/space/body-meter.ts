import type { SceneBody, SpaceBody } from "../../shaders/space/scene.ts";
import type { SpaceField } from "../../shaders/space/space-field.ts";
import type { SpaceCell } from "../document/document.ts";
import { createShrinkMeter, type ShrinkMeter, type ShrinkState } from "../flux/shrinking.ts";
import type { SpaceNumbers } from "./numbers.ts";
import type { BodyFigures, SpaceSubject } from "./protocol.ts";

export type BodyState = ShrinkState<BodyFigures>;

/** Measures the body of a cell of space while it is on, and shrinks it to a point. */
export interface BodyMeter extends ShrinkMeter<BodyFigures> {
  /** How it is drawn, the same while it is the same; null where it is off, or how large F·n is on it is not known yet. */
  drawn(field: SpaceField, map: SceneBody["palette"]): SceneBody | null;
}

interface Measured {
  readonly cell: () => SpaceCell;
  readonly subject: () => SpaceSubject | null;
  readonly isGone: () => boolean;
}

export function createBodyMeter(numbers: SpaceNumbers, { cell, subject, isGone }: Measured): BodyMeter {
  let limit: number | null = null;
  let last: { readonly key: readonly unknown[]; readonly drawn: SceneBody } | null = null;
  const meter = createShrinkMeter<BodyFigures>({
    run(scales, onProgress) {
      const { body, id } = cell();
      const own = subject();
      if (!body?.on || !own) {
        numbers.cancel("body", id);
        return null;
      }
      const task = { kind: "body", subject: own, body, scales, limit } as const;
      return numbers.run(task, onProgress, id);
    },
    cancel: () => numbers.cancel("body", cell().id),
    isGone,
  });
  return {
    ...meter,
    drawn(field, map) {
      const { body } = cell();
      const { figures, shrunk } = meter.store.getState();
      const known = figuresOf(figures);
      const level = known && levelAt(known, shrunk);
      if (level) limit = level.limit;
      if (!body?.on || limit === null || field.field.dimension !== 3) return null;
      const vector = field.vector();
      const key = [body, shrunk, limit, vector, map];
      if (last?.key.every((part, k) => part === key[k])) return last.drawn;
      const palette = map === "purple-green" ? "vermilion-blue" : "purple-green";
      const drawn = { body: shrunkBody(body, shrunk), vector, palette, limit } as const;
      last = { key, drawn };
      return drawn;
    },
  };
}

/** The numbers on show: the last ones while new ones are waited for. */
export function figuresOf(figures: BodyState["figures"]): BodyFigures | null {
  return figures.status === "done" ? figures.value : figures.status === "running" ? figures.last : null;
}

/** Those of the size on show. */
export function levelAt(
  { levels }: BodyFigures,
  shrunk: number | null,
): BodyFigures["levels"][number] | null {
  return levels[Math.floor(shrunk ?? 0)] ?? levels[0] ?? null;
}

/** As large as it is on show. */
function shrunkBody({ shape, centre, half: [a, b, c] }: SpaceBody, shrunk: number | null): SpaceBody {
  const scale = 2 ** -(shrunk ?? 0);
  return { shape, centre, half: [scale * a, scale * b, scale * c] };
}
