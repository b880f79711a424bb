import { isSliced } from "../app/store/picture.ts";
import { formatSignificant } from "../shaders/figure/ticks.ts";
import styles from "./CheckLine.module.css";
import { useView } from "./session.ts";

/** How far the pixels are from the numbers, or how far the drawing of probes has come. */
export function CheckLine() {
  const frame = useView((state) => state.frame);
  const stopped = useView((state) => state.stopped);
  const sliced = useView(isSliced);
  if (!frame) return <p className={styles.line} />;
  const { check, progress, backend } = frame;
  if (progress < 1)
    return (
      <p className={styles.line}>
        {stopped ? "Drawn" : "Drawing"}
        {sliced ? "" : " probes"}: {Math.round(100 * progress)} %
      </p>
    );
  if (backend === "cpu") return <p className={styles.line}>Drawn by the CPU in float64</p>;
  if (!check) return <p className={styles.line} />;
  const { largest, points, undefinedPoints, bound } = check;
  const where = undefinedPoints > 0 ? `, and undefined with it at ${undefinedPoints} more` : "";
  if (!(largest <= bound)) {
    return (
      <p className={styles.warning}>
        Do not trust these pixels: the GPU is off by {formatSignificant(largest, 2)} from float64 at {points}{" "}
        points, more than the {formatSignificant(bound, 2)} allowed. The numbers are right.
      </p>
    );
  }
  if (largest === 0)
    return (
      <p className={styles.line}>
        GPU equal to float64 at {points} points{where}
      </p>
    );
  return (
    <p className={styles.line}>
      GPU within {formatSignificant(largest, 1)} of float64 at {points} points
      {where}
    </p>
  );
}
