import { defaultArrows, flowBounds } from "../../app/document/space-cell.ts";
import { useSpace, useSpaceState } from "./context.ts";
import styles from "./Space.module.css";

const places = [
  { name: "on", label: "Arrows" },
  { name: "slices", label: "On slices" },
] as const;

/** Arrows of the field in the box and on the slices, where they are of the part in them. */
export function ArrowControls() {
  const session = useSpace();
  const arrows = useSpaceState(({ cell }) => cell.arrows ?? defaultArrows);
  const set = (kind: string | null, settings: Partial<typeof arrows>) =>
    session.change(kind, { arrows: { ...arrows, ...settings } });
  return (
    <fieldset className={styles.group} aria-label="Arrows">
      <legend className={styles.choices}>
        {places.map(({ name, label }) => (
          <label key={name} className={styles.shown}>
            <input
              type="checkbox"
              aria-label={name === "on" ? "Arrows in the box" : "Arrows on slices"}
              checked={arrows[name]}
              onChange={({ target }) => set(null, { [name]: target.checked })}
            />
            {label}
          </label>
        ))}
      </legend>
      {(arrows.on || arrows.slices) && (
        <>
          <label className={styles.setting} title="Along the box's longest edge; on slices more">
            <span>How many</span>
            <input
              type="range"
              min={flowBounds.arrows[0]}
              max={flowBounds.arrows[1]}
              value={arrows.count}
              onChange={({ target }) => set("arrows count", { count: Number(target.value) })}
            />
            <output>{arrows.count}</output>
          </label>
          <label className={styles.shown} title="Otherwise all are of one length">
            <input
              type="checkbox"
              checked={arrows.scaled}
              onChange={({ target }) => set(null, { scaled: target.checked })}
            />
            As long as the field is large
          </label>
        </>
      )}
    </fieldset>
  );
}
