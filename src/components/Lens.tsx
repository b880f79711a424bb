import { useRef } from "react";
import { sideNames } from "../shaders/sides.ts";
import { comparedOf } from "./compared.ts";
import styles from "./Lens.module.css";
import { useView } from "./session.ts";
import { useDividerGestures } from "./useDividerGestures.ts";

/** The divider between two ways of computing the map, with their names on either side. */
export function Lens() {
  const shown = useView(({ plane }) => {
    const { map, colouring } = plane;
    return map === "lens" && (colouring?.quantity ?? "divergence") === "divergence";
  });
  return shown && <Divider />;
}

/** Room for the buttons in the corner, in CSS pixels. */
const buttons = 40;

function Divider() {
  const divider = useRef<HTMLDivElement>(null);
  const width = useView((state) => state.plot.width);
  const compare = useView((state) => comparedOf(state.plane));
  const field = useView((state) => state.picture?.field.name ?? "");
  useDividerGestures(divider);
  const [left, right] = sideNames(compare, field);
  const at = compare.divider * width;
  const percent = Math.round(100 * compare.divider);
  return (
    <div className={styles.lens}>
      <span className={styles.left} style={{ right: Math.max(buttons, width - at) }} aria-hidden="true">
        {left}
      </span>
      <span className={styles.right} style={{ left: at }} aria-hidden="true">
        {right}
      </span>
      <div
        ref={divider}
        className={styles.divider}
        style={{ left: at }}
        tabIndex={0}
        role="slider"
        aria-orientation="horizontal"
        aria-label={`Divider: ${left} on its left, ${right} on its right`}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        aria-valuetext={`${percent} % of the width is ${left}`}
      >
        <span className={styles.grip} />
      </div>
    </div>
  );
}
