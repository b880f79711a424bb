/** What the linear map J makes of the unit circle. */
export interface Ellipse {
  /** Semi-axes, the longer first: the singular values of J. */
  readonly major: number;
  readonly minor: number;
  /** Direction of the longer one, in radians counterclockwise from the first axis, in (−π/2, π/2]. */
  readonly angle: number;
  /** The circle comes out turned over: det J < 0. */
  readonly turnedOver: boolean;
}

/**
 * The ellipse of J = (a b; c d), row-major: the matrix is a turn with stretching, (e, h), plus a reflection with
 * stretching, (f, g), and the semi-axes are the sum and the difference of their sizes (Blinn, "Consider the Lowly 2×2
 * Matrix", 1996). Null where an entry is not finite.
 */
export function ellipseOf([a = 0, b = 0, c = 0, d = 0]: readonly number[]): Ellipse | null {
  const [e, f, g, h] = [a / 2 + d / 2, a / 2 - d / 2, c / 2 + b / 2, c / 2 - b / 2];
  const turn = Math.hypot(e, h);
  const reflection = Math.hypot(f, g);
  if (!Number.isFinite(turn + reflection)) return null;
  const angle = (Math.atan2(h, e) + Math.atan2(g, f)) / 2;
  return {
    major: turn + reflection,
    minor: Math.abs(turn - reflection),
    angle: angle > Math.PI / 2 ? angle - Math.PI : angle <= -Math.PI / 2 ? angle + Math.PI : angle,
    turnedOver: turn < reflection,
  };
}
