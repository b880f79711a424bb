import type { SurfaceSettings } from "../../app/document/document.ts";
import { defaultSurfaces } from "../../app/document/space-surfaces.ts";
import { cssColour } from "../../shaders/palette.ts";
import { type Quantity, quantitySign } from "../../shaders/quantity.ts";
import { shortBeside } from "../../shaders/short.ts";
import { mostLevels } from "../../shaders/space/levels.ts";
import { levelColour } from "../../shaders/space/surfaces.ts";
import controls from "../Controls.module.css";
import { NumberField } from "../NumberField.tsx";
import { quantitiesOf } from "../quantities.ts";
import sliders from "../Sliders.module.css";
import { useView } from "../session.ts";
import { useSpace, useSpaceState } from "./context.ts";
import { Layer } from "./Layer.tsx";
import styles from "./Space.module.css";

/** Surfaces on which a quantity has a level: of what, at which levels, and how much they hide. */
export function SurfaceControls() {
  const session = useSpace();
  const surfaces = useSpaceState(({ cell }) => cell.surfaces ?? defaultSurfaces);
  const set = (kind: string | null, change: Partial<SurfaceSettings>) =>
    session.change(kind, { surfaces: { ...surfaces, ...change } });
  return (
    <Layer name="Surfaces" on={surfaces.on} onSwitch={(on) => set(null, { on })}>
      {surfaces.on && (
        <>
          <Of
            value={surfaces.quantity}
            onChange={(quantity) => set(null, { quantity, levels: countOf(surfaces) })}
          />
          <Levels
            onChange={(levels, kind) => set(kind, { levels })}
            isEven={typeof surfaces.levels === "number"}
          />
          <label className={styles.setting} title="Of a surface that is seen straight on">
            <span>Opacity</span>
            <input
              type="range"
              aria-label="Opacity of surfaces"
              min={0}
              max={1}
              step={0.01}
              value={surfaces.opacity}
              onChange={({ target }) => set("surfaces opacity", { opacity: Number(target.value) })}
            />
            <output>{surfaces.opacity.toFixed(2)}</output>
          </label>
        </>
      )}
    </Layer>
  );
}

function countOf({ levels }: SurfaceSettings): number {
  return typeof levels === "number" ? levels : levels.length;
}

interface OfProps {
  readonly value: Quantity | undefined;
  readonly onChange: (value: Quantity | undefined) => void;
}

/** What has the levels; by itself what the map is of. */
function Of({ value, onChange }: OfProps) {
  const picture = useView((state) => state.picture);
  if (!picture) return null;
  const { program, field } = picture;
  const all = quantitiesOf(program, field, true);
  return (
    <label className={controls.pair}>
      <span>Of</span>
      <select
        aria-label="Surfaces of"
        value={value ?? ""}
        onChange={({ target }) => onChange(target.value === "" ? undefined : (target.value as Quantity))}
      >
        <option value="">what the map is of</option>
        {[...all, ...(value && !all.includes(value) ? [value] : [])].map((quantity) => (
          <option key={quantity} value={quantity}>
            {quantitySign(quantity, field)}
          </option>
        ))}
      </select>
    </label>
  );
}

interface LevelsProps {
  readonly isEven: boolean;
  readonly onChange: (levels: number | readonly number[], kind: string | null) => void;
}

function Levels({ isEven, onChange }: LevelsProps) {
  const { levels, range, problem } = useSpaceState((state) => state.surfaces);
  const scene = useSpaceState((state) => state.scene);
  if (problem !== null)
    return (
      <p className={styles.problem} role="status">
        {problem}
      </p>
    );
  if (!range) return null;
  const { low, high } = range;
  const put = (k: number, to: number, kind: string) =>
    onChange(
      levels.map((level, j) => (j === k ? to : level)),
      kind,
    );
  return (
    <>
      {levels.map((level, k) => {
        const name = `level ${k + 1}`;
        const colour =
          scene?.surfaces && cssColour(levelColour(scene.surfaces, scene.palette, scene.theme, level));
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: levels have no other name.
          <div key={k} className={`${sliders.row} ${styles.level}`}>
            <i aria-hidden="true" style={{ background: colour ?? "none" }} />
            <input
              type="range"
              aria-label={`Surface at ${name}`}
              min={low}
              max={high}
              step={(high - low) / 400}
              value={level}
              onChange={({ target }) =>
                put(k, shortBeside(Number(target.value), high - low, 6), `surface ${k}`)
              }
            />
            <NumberField
              label={`Value of ${name}`}
              className={sliders.number}
              value={level}
              onChange={(to) => put(k, to, `surface ${k}`)}
            />
            <button
              type="button"
              aria-label={`Remove ${name}`}
              disabled={levels.length === 1}
              onClick={() => onChange(isEven ? levels.length - 1 : levels.filter((_, j) => j !== k), null)}
            >
              ×
            </button>
          </div>
        );
      })}
      <div className={styles.views}>
        <button
          type="button"
          disabled={levels.length === mostLevels}
          onClick={() => onChange(isEven ? levels.length + 1 : [...levels, between(levels, range)], null)}
        >
          Add a level
        </button>
        <button type="button" disabled={isEven} onClick={() => onChange(levels.length, null)}>
          Even levels
        </button>
      </div>
    </>
  );
}

/** In the middle of the widest gap that levels leave in a range. */
function between(
  levels: readonly number[],
  { low, high }: { readonly low: number; readonly high: number },
): number {
  const inside = levels.filter((level) => level > low && level < high).sort((a, b) => a - b);
  const ends = [low, ...inside, high];
  const gaps = ends.slice(1).map((end, k) => ({ from: ends[k] as number, end }));
  const widest = gaps.reduce((best, gap) => (gap.end - gap.from > best.end - best.from ? gap : best));
  return shortBeside(widest.from / 2 + widest.end / 2, widest.end - widest.from, 6);
}
