import { shortBeside } from "../../shaders/short.ts";
import {
  eachAxis,
  type Lens,
  middleOf,
  placeOf,
  rayAt,
  type SpaceBox,
  sizeOf,
  type Triple,
} from "../../shaders/space/lens.ts";
import type { SpaceBody } from "../../shaders/space/scene.ts";
import { bounds } from "../document/bounds.ts";
import type { SpaceCell } from "../document/document.ts";

/** How far a body reaches when it is first placed, as a share of the box's shortest edge. */
const firstReach = 0.25;

type Settings = NonNullable<SpaceCell["body"]>;

/** The body of a cell, or the one that it begins with: a sphere in the middle of the box. */
export function placedBody({ body, box }: Pick<SpaceCell, "body" | "box">): Settings {
  if (body) return body;
  const reach = Number((firstReach * Math.min(...sizeOf(box))).toPrecision(3));
  return { on: false, shape: "sphere", centre: middleOf(box), half: [reach, reach, reach] };
}

/** A body of another shape, in the same place and as large; a sphere reaches as far as what it was did at most. */
export function reshapedBody(body: Settings, shape: SpaceBody["shape"]): Settings {
  const most = Math.max(...body.half);
  return { ...body, shape, half: shape === "sphere" ? [most, most, most] : body.half };
}

/** Along one axis its centre is elsewhere: in the box, and in few digits. */
export function withCentre(body: Settings, axis: number, to: number, { low, high }: SpaceBox): Settings {
  const within = (k: 0 | 1 | 2) => Math.min(high[k], Math.max(low[k], shortBeside(to, high[k] - low[k])));
  return { ...body, centre: eachAxis((k) => (k === axis ? within(k) : body.centre[k])) };
}

/** Along one axis it reaches elsewhere, a sphere along all of them. */
export function withReach(body: Settings, axis: number, to: number): Settings {
  const [least, most] = bounds.span;
  const reach = Math.min(most, Math.max(least, shortBeside(to, to)));
  return {
    ...body,
    half: eachAxis((k) => (k === axis || body.shape === "sphere" ? reach : body.half[k])),
  };
}

/** Larger or smaller as a whole. */
export function grownBody(body: Settings, factor: number): Settings {
  return [0, 1, 2].reduce((grown, axis) => withReach(grown, axis, body.half[axis as 0] * factor), body);
}

/** Moved by CSS pixels in the plane through its centre that is turned to the eye. */
export function draggedBody(body: Settings, lens: Lens, right: number, down: number): Settings {
  const { centre } = body;
  const place = placeOf(lens, centre);
  if (!place) return body;
  const { from, along } = rayAt(lens, place.left + right, place.top + down);
  const towards = (point: Triple) => eachAxis((k) => (point[k] - centre[k]) * lens.back[k]);
  const sum = ([a, b, c]: Triple) => a + b + c;
  const pace = sum(eachAxis((k) => along[k] * lens.back[k]));
  const distance = -sum(towards(from)) / pace;
  return ([0, 1, 2] as const).reduce((moved, axis) => {
    const to = from[axis] + distance * along[axis];
    return withCentre(moved, axis, tidy(to, lens.pixel), lens.box);
  }, body);
}

/** Where it is pulled by to be larger along an axis: on the side that is turned to the eye. */
export function reachPlace({ centre, half }: SpaceBody, { back }: Lens, axis: number): Triple {
  const side = (back[axis as 0] as number) < 0 ? -1 : 1;
  return eachAxis((k) => (k === axis ? centre[k] + side * half[k] : centre[k]));
}

/** Pulled at that place by CSS pixels. */
export function pulledBody(
  body: Settings,
  lens: Lens,
  axis: 0 | 1 | 2,
  right: number,
  down: number,
): Settings {
  const at = reachPlace(body, lens, axis);
  const out = Math.sign(at[axis] - body.centre[axis]);
  const step = lens.pixel;
  const [here, there] = [at, eachAxis((k) => at[k] + (k === axis ? out * step : 0))].map((point) =>
    placeOf(lens, point as Triple),
  );
  if (!here || !there) return body;
  const [x, y] = [there.left - here.left, there.top - here.top];
  // An axis that points at the eye is not followed faster than this.
  const pace = (right * x + down * y) / Math.max(x * x + y * y, 0.04);
  return withReach(body, axis, Math.max(4 * step, tidy(body.half[axis] + pace * step, step)));
}

/** The axes along which it is pulled: of a sphere the one that is seen longest. */
export function pulledAxes({ shape }: Pick<SpaceBody, "shape">, { back }: Lens): readonly (0 | 1 | 2)[] {
  const axes = [0, 1, 2] as const;
  if (shape !== "sphere") return axes;
  return [[...axes].sort((a, b) => Math.abs(back[a]) - Math.abs(back[b]))[0] ?? 0];
}

/** The axes of the world that lie most across, up and along the view, with the way that is right, up and to the eye. */
export function seenAxes({
  right,
  up,
  back,
}: Lens): readonly { readonly axis: 0 | 1 | 2; readonly way: number }[] {
  const free = new Set<0 | 1 | 2>([0, 1, 2]);
  return [right, up, back].map((direction) => {
    const axis = [...free].sort((a, b) => Math.abs(direction[b]) - Math.abs(direction[a]))[0] ?? 0;
    free.delete(axis);
    return { axis, way: direction[axis] < 0 ? -1 : 1 };
  });
}

/** A number without digits that a pixel does not have. */
function tidy(value: number, pixel: number): number {
  const step = 10 ** Math.floor(Math.log10(pixel));
  return Math.round(value / step) * step;
}
