import styles from "./FluxPanel.module.css";

const width = 168;
const height = 52;
const margin = 5;

/** Of a value: what is less beside it is rounding. */
const rounding = 1e-9;

interface Props {
  /** From the largest. */
  readonly averages: readonly { readonly value: number; readonly error: number }[];
  readonly atCentre: number;
  readonly field: string;
  /** How often it is halved. */
  readonly upTo: number;
}

/** The average divergence after each halving, beside the divergence at the centre, which it comes to. */
export function ShrinkChart({ averages, atCentre, field, upTo }: Props) {
  const shown = [...averages.map(({ value }) => value), atCentre].filter(Number.isFinite);
  const [low, high] = [Math.min(...shown), Math.max(...shown)];
  // What may be error alone is not made large.
  const errors = averages.map(({ error }) => 4 * error).filter(Number.isFinite);
  const span = Math.max(high - low, rounding * Math.max(-low, high), ...errors);
  const x = (k: number) => margin + (k * (width - 2 * margin)) / Math.max(1, averages.length - 1);
  const y = (value: number) =>
    height / 2 - ((value - (low + high) / 2) / (span || 1)) * (height - 2 * margin);
  const dots = averages
    .map(({ value: average }, k) => ({ average, k }))
    .filter(({ average, k }) => k <= upTo && Number.isFinite(average));
  return (
    <figure className={styles.chart}>
      <svg
        width={width}
        height={height}
        role="img"
        aria-label={`Average divergence of ${field} after each halving, and the divergence at the centre`}
      >
        {Number.isFinite(atCentre) && (
          <line className={styles.limit} x1={0} x2={width} y1={y(atCentre)} y2={y(atCentre)} />
        )}
        <polyline
          className={styles.course}
          points={dots.map(({ average, k }) => `${x(k)},${y(average)}`).join(" ")}
        />
        {dots.map(({ average, k }) => (
          <circle key={k} className={styles.dot} cx={x(k)} cy={y(average)} r={k === upTo ? 4 : 2.5} />
        ))}
      </svg>
    </figure>
  );
}
