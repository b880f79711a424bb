import { ellipseOf } from "../app/plane/ellipse.ts";
import styles from "./LinearMap.module.css";
import { roughText } from "./numbers.ts";

/** Half the height of the picture, and how far its larger curve reaches, in CSS pixels. */
const half = 22;
const reach = 19;

/** The Jacobian as what it does: the unit circle, and the ellipse with its axes that it is carried to. */
export function LinearMap({ jacobian }: { jacobian: readonly number[] }) {
  const ellipse = jacobian.length === 4 ? ellipseOf(jacobian) : null;
  if (!ellipse) return null;
  const { major, minor, angle, turnedOver } = ellipse;
  const scale = reach / Math.max(1, major);
  const degrees = (angle * 180) / Math.PI;
  const words =
    `The Jacobian carries the unit circle to an ellipse with semi-axes ${roughText(major)} and ` +
    `${roughText(minor)}, the longer at ${Math.round(degrees)}°${turnedOver ? ", turned over" : ""}.`;
  return (
    <svg
      className={styles.picture}
      role="img"
      aria-label={words}
      width={2 * half}
      height={2 * half}
      viewBox={`${-half} ${-half} ${2 * half} ${2 * half}`}
    >
      <title>{words}</title>
      <circle className={styles.circle} r={scale} />
      {/* The picture's second axis points down. */}
      <g transform={`rotate(${-degrees})`}>
        <ellipse
          className={turnedOver ? styles.over : styles.ellipse}
          rx={major * scale}
          ry={minor * scale}
        />
        <path className={styles.major} d={`M${-major * scale} 0H${major * scale}`} />
        <path className={styles.minor} d={`M0 ${-minor * scale}V${minor * scale}`} />
      </g>
    </svg>
  );
}
