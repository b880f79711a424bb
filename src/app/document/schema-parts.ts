import * as v from "valibot";
import type { Colouring } from "../../shaders/protocol.ts";
import type { Quantity } from "../../shaders/quantity.ts";
import { bounds } from "./bounds.ts";
import { defaultColouring, defaultPlane } from "./document.ts";

// What cells of several kinds have in their schemas.

/** Numbers beyond their bounds are moved to them. */
export const clampedNumber = (low: number, high: number) =>
  v.pipe(
    v.number(),
    v.finite(),
    v.transform((value) => Math.min(high, Math.max(low, value))),
  );
export const clampedInteger = (low: number, high: number) =>
  v.pipe(
    clampedNumber(low, high),
    v.transform((value) => Math.round(value)),
  );
export const coordinate = clampedNumber(-bounds.coordinate, bounds.coordinate);
export const point = v.object({ x: coordinate, y: coordinate });
export const direction = v.pipe(v.array(coordinate), v.minLength(2), v.maxLength(bounds.dimensions));
export const id = v.pipe(v.string(), v.minLength(1), v.maxLength(bounds.name));

export const collapsed = v.optional(v.boolean());
export const source = v.optional(v.pipe(v.string(), v.maxLength(bounds.source)), "");

export const rangeEnd = clampedNumber(-Number.MAX_VALUE, Number.MAX_VALUE);

export const range = v.optional(
  v.variant("mode", [
    v.object({ mode: v.literal("auto") }),
    v.object({ mode: v.literal("fixed"), limit: clampedNumber(Number.MIN_VALUE, Number.MAX_VALUE) }),
    v.object({ mode: v.picklist(["locked", "typed"]), low: rangeEnd, high: rangeEnd }),
    v.object({ mode: v.literal("linked"), to: id }),
  ]),
  { mode: "auto" },
);

const defaultClock = defaultPlane("").clock;

export const clock = v.optional(
  v.object({ speed: v.optional(clampedNumber(...bounds.speed), defaultClock.speed) }),
  defaultClock,
);

/** Named here once more, since the command reads documents and has nothing that draws. */
const palettes = [
  "auto",
  "vermilion-blue",
  "purple-green",
  "brown-teal",
  "ember",
  "lagoon",
  "graphite",
] as const satisfies readonly Colouring["palette"][];

/** Which functions a document has is for the worker to know. */
export const quantity = v.custom<Quantity>(
  (text) =>
    typeof text === "string" &&
    /^(divergence|curl|magnitude|component \d{1,4}|function .{1,200})$/.test(text),
);

export const colouring = v.optional(
  v.object({
    quantity: v.optional(quantity, defaultColouring.quantity),
    palette: v.optional(v.picklist(palettes), defaultColouring.palette),
    scale: v.optional(v.picklist(["linear", "symlog"]), defaultColouring.scale),
    contours: v.optional(v.boolean(), defaultColouring.contours),
  }),
);

export const flag = (value: boolean) => v.optional(v.boolean(), value);
export const nameOrNull = v.optional(v.nullable(v.pipe(v.string(), v.maxLength(bounds.name))), null);
export const whole = (low: number, high: number, value: number) =>
  v.optional(clampedInteger(low, high), value);
/** What every cell about a field has. */
export const laboratory = { id, collapsed, field: nameOrNull, time: v.optional(coordinate, 0) };
