/** Three numbers, one for each axis. */
export type Triple = readonly [number, number, number];

/** The part of space that is looked at, its edges along the axes. */
export interface SpaceBox {
  readonly low: Triple;
  readonly high: Triple;
}

/** From where a box is looked at. */
export interface SpaceCamera {
  /** Degrees: about the third axis from the first one, and above the plane of both. */
  readonly azimuth: number;
  readonly elevation: number;
  /** At 1 the whole box is seen from everywhere. */
  readonly zoom: number;
  /** What is in the middle; null for the middle of the box. */
  readonly target: Triple | null;
  readonly projection: "perspective" | "orthographic";
}

/** A camera before a picture of some size: the same for shaders, for what lies over the picture, and for the pointer. */
export interface Lens {
  /** From the unit box that the box is in shaders, to clip space; column-major. */
  readonly clip: Float64Array;
  /** Where one looks from, of the unit box; where all rays are parallel their direction, and the last number is 0. */
  readonly eye: readonly [number, number, number, 0 | 1];
  /** Unit vectors of the world: to the right and up in the picture, and towards the eye. */
  readonly right: Triple;
  readonly up: Triple;
  readonly back: Triple;
  /** What is in the middle, and the world length of a CSS pixel there. */
  readonly target: Triple;
  readonly pixel: number;
  /** Added to a point's z in clip space it brings the point nearer by as much as a CSS pixel is long there. */
  readonly lift: number;
  readonly box: SpaceBox;
  readonly width: number;
  readonly height: number;
  /** Where its lower left corner is in the whole picture that it is a part of, in CSS pixels. */
  readonly corner: readonly [number, number];
}

/** Where something is in a picture, in CSS pixels from its top left corner. */
export interface PicturePlace {
  readonly left: number;
  readonly top: number;
  /** −1 nearest, 1 farthest. */
  readonly depth: number;
}

/** Half the angle of a perspective picture's shorter side. */
const halfAngle = (15 * Math.PI) / 180;

/** Room around the box for the numbers along its edges. */
const room = 1.1;

export function middleOf({ low, high }: SpaceBox): Triple {
  return eachAxis((axis) => low[axis] / 2 + high[axis] / 2);
}

export function sizeOf({ low, high }: SpaceBox): Triple {
  return eachAxis((axis) => high[axis] - low[axis]);
}

/** A triple, number by number. */
export function eachAxis<Value>(of: (axis: 0 | 1 | 2) => Value): readonly [Value, Value, Value] {
  return [of(0), of(1), of(2)];
}

export function dot(a: Triple, b: Triple): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

/** The lens of a camera. The picture's shorter side holds the ball around the box, whatever the projection. */
export function lensOf(camera: SpaceCamera, box: SpaceBox, width: number, height: number): Lens {
  const azimuth = (camera.azimuth * Math.PI) / 180;
  const elevation = (camera.elevation * Math.PI) / 180;
  const [sinA, cosA] = [Math.sin(azimuth), Math.cos(azimuth)];
  const [sinE, cosE] = [Math.sin(elevation), Math.cos(elevation)];
  const back: Triple = [cosE * cosA, cosE * sinA, sinE];
  const right: Triple = [-sinA, cosA, 0];
  const up: Triple = [-sinE * cosA, -sinE * sinA, cosE];
  const size = sizeOf(box);
  const middle = middleOf(box);
  const target = camera.target ?? middle;
  const radius = Math.hypot(...size) / 2;
  const half = (radius * room) / camera.zoom;
  const shorter = Math.max(1, Math.min(width, height));
  const pixel = (2 * half) / shorter;
  const [halfWidth, halfHeight] = [(pixel * width) / 2, (pixel * height) / 2];
  const perspective = camera.projection === "perspective";
  const distance = half / Math.tan(halfAngle);
  const eye = eachAxis((axis) => target[axis] + distance * back[axis]);
  // Along the view, from the eye: what of the box is nearest and farthest.
  const depth =
    distance +
    dot(
      back,
      eachAxis((axis) => target[axis] - middle[axis]),
    );
  const near = perspective ? Math.max(depth - radius * 1.01, distance * 1e-3) : depth - radius * 1.01;
  const far = Math.max(depth + radius * 1.01, near * 1.001 + radius * 1e-3);

  // Rows of the matrix, each of a point of the unit box: low + size·u.
  const row = (direction: Triple, from: Triple, by: number) => {
    const constant =
      dot(
        direction,
        eachAxis((axis) => box.low[axis] - from[axis]),
      ) * by;
    return [direction[0] * size[0] * by, direction[1] * size[1] * by, direction[2] * size[2] * by, constant];
  };
  const forward = eachAxis((axis) => -back[axis]) as Triple;
  const x = row(right, eye, perspective ? distance / halfWidth : 1 / halfWidth);
  const y = row(up, eye, perspective ? distance / halfHeight : 1 / halfHeight);
  const along = row(forward, eye, 1);
  const w = perspective ? along : [0, 0, 0, 1];
  const [slope, offset] = perspective
    ? [(far + near) / (far - near), (-2 * far * near) / (far - near)]
    : [2 / (far - near), -(far + near) / (far - near)];
  const z = along.map((entry, k) => entry * slope + (k === 3 ? offset : 0));
  const clip = new Float64Array(16);
  for (const [k, entries] of [x, y, z, w].entries())
    for (const [column, entry] of entries.entries()) clip[4 * column + k] = entry;

  const inBox = (point: Triple, from: Triple) => eachAxis((axis) => (point[axis] - from[axis]) / size[axis]);
  const seen = perspective ? inBox(eye, box.low) : inBox(forward, [0, 0, 0]);
  return {
    clip,
    eye: [...seen, perspective ? 1 : 0],
    right,
    up,
    back,
    target,
    pixel,
    // z/w is slope + offset/w, and w a pixel nearer is w·(1 − pixel/distance).
    lift: perspective ? (offset * pixel) / distance : -slope * pixel,
    box,
    width,
    height,
    corner: [0, 0],
  };
}

/** What a lens shows in a part of its picture, in CSS pixels from the top left. */
export function partOf(lens: Lens, left: number, top: number, width: number, height: number): Lens {
  const clip = Float64Array.from(lens.clip);
  const across = lens.width / width;
  const up = lens.height / height;
  const middle = [(2 * left + width) / lens.width - 1, 1 - (2 * top + height) / lens.height] as const;
  for (let column = 0; column < 16; column += 4) {
    const [x, y, w] = [clip[column], clip[column + 1], clip[column + 3]] as [number, number, number];
    clip[column] = across * (x - middle[0] * w);
    clip[column + 1] = up * (y - middle[1] * w);
  }
  return { ...lens, clip, width, height, corner: [left, lens.height - top - height] };
}

/** Where a point of the world is in clip space. */
export function clipOf({ clip, box }: Lens, point: Triple): readonly [number, number, number, number] {
  const size = sizeOf(box);
  const unit = [...eachAxis((axis) => (point[axis] - box.low[axis]) / size[axis]), 1];
  return [0, 1, 2, 3].map((row) =>
    unit.reduce((sum, entry, column) => sum + (clip[4 * column + row] as number) * entry, 0),
  ) as [number, number, number, number];
}

/** Where a point of the world is in the picture; null where it is behind the eye. */
export function placeOf(lens: Lens, point: Triple): PicturePlace | null {
  const [x, y, z, w] = clipOf(lens, point);
  if (!(w > 0)) return null;
  return { left: ((x / w + 1) * lens.width) / 2, top: ((1 - y / w) * lens.height) / 2, depth: z / w };
}

/** The world length of a CSS pixel where a point is. */
export function pixelAt(lens: Lens, point: Triple): number {
  return (lens.pixel * clipOf(lens, point)[3]) / clipOf(lens, lens.target)[3];
}

/** A line of sight in the world: its points are from + s·along, s ≥ 0. */
export interface Ray {
  readonly from: Triple;
  readonly along: Triple;
}

/** What is seen at a place of the picture lies on this ray. */
export function rayAt(
  { eye, right, up, back, target, pixel, box, width, height }: Lens,
  left: number,
  top: number,
): Ray {
  const across = (left - width / 2) * pixel;
  const above = (height / 2 - top) * pixel;
  const at = eachAxis((axis) => target[axis] + across * right[axis] + above * up[axis]);
  const size = sizeOf(box);
  if (eye[3] === 0) {
    // From before the box, wherever it is.
    const far = 4 * (Math.hypot(...size) + Math.hypot(...eachAxis((axis) => at[axis] - middleOf(box)[axis])));
    return { from: eachAxis((axis) => at[axis] + far * back[axis]), along: eachAxis((axis) => -back[axis]) };
  }
  const from = eachAxis((axis) => box.low[axis] + size[axis] * eye[axis]);
  const length = Math.hypot(...eachAxis((axis) => at[axis] - from[axis]));
  return { from, along: eachAxis((axis) => (at[axis] - from[axis]) / length) };
}

/** Where a ray meets the plane across an axis, within the box; null where it does not. */
export function meets(
  { from, along }: Ray,
  axis: 0 | 1 | 2,
  at: number,
  box: SpaceBox,
): { readonly distance: number; readonly point: Triple } | null {
  const distance = (at - from[axis]) / along[axis];
  if (!(distance > 0) || !Number.isFinite(distance)) return null;
  const point = eachAxis((k) => (k === axis ? at : from[k] + distance * along[k]));
  const inside = [0, 1, 2].every(
    (k) =>
      k === axis ||
      ((point[k] as number) >= (box.low[k] as number) && (point[k] as number) <= (box.high[k] as number)),
  );
  return inside ? { distance, point } : null;
}

/** Whether the face of the box across an axis, at its low or high end, is turned towards the eye. */
export function isFacing({ eye }: Lens, axis: 0 | 1 | 2, end: 0 | 1): boolean {
  const seen = eye[axis];
  // From within the box no face is.
  if (eye[3] === 1) return end === 0 ? seen < 0 : seen > 1;
  return end === 0 ? seen > 0 : seen < 0;
}
