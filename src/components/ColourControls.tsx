import { useState } from "react";
import { defaultColouring } from "../app/document/document.ts";
import { linkable } from "../app/plane/range-links.ts";
import { formatSignificant } from "../shaders/figure/ticks.ts";
import { divergingPalettes, type PaletteName, sequentialPalettes } from "../shaders/palette-names.ts";
import type { Colouring, RangeSettings } from "../shaders/protocol.ts";
import { type Quantity, quantitySign } from "../shaders/quantity.ts";
import { type ColourRange, scales } from "../shaders/scale.ts";
import styles from "./Controls.module.css";
import { NumberField } from "./NumberField.tsx";
import { quantitiesOf } from "./quantities.ts";
import { useNotebook, usePlaneSession, useView } from "./session.ts";

const paletteLabels: Readonly<Record<PaletteName | "auto", string>> = {
  auto: "automatic",
  "vermilion-blue": "vermilion – blue",
  "purple-green": "purple – green",
  "brown-teal": "brown – teal",
  ember: "ember",
  lagoon: "lagoon",
  graphite: "graphite",
};

type OwnMode = Exclude<RangeSettings["mode"], "linked">;

const rangeLabels: Readonly<Record<OwnMode, string>> = {
  auto: "automatic",
  fixed: "symmetric",
  locked: "locked",
  typed: "typed",
};

/** What the map is of, and how its values become colours. */
export function ColourControls() {
  const { view } = usePlaneSession();
  const colouring = useView((state) => state.plane.colouring ?? defaultColouring);
  const spacing = useView((state) => state.frame?.legend.spacing);
  const set = (change: Partial<Colouring>) => view.setPlane({ colouring: { ...colouring, ...change } });
  return (
    <>
      <QuantitySelect value={colouring.quantity} onChange={(quantity) => set({ quantity })} />
      <label className={styles.pair}>
        <span>Palette</span>
        <select
          value={colouring.palette}
          onChange={(event) => set({ palette: event.target.value as Colouring["palette"] })}
        >
          <option value="auto">{paletteLabels.auto}</option>
          <optgroup label="Around zero">
            {divergingPalettes.map((name) => (
              <option key={name} value={name}>
                {paletteLabels[name]}
              </option>
            ))}
          </optgroup>
          <optgroup label="From least to greatest">
            {sequentialPalettes.map((name) => (
              <option key={name} value={name}>
                {paletteLabels[name]}
              </option>
            ))}
          </optgroup>
        </select>
      </label>
      <RangeControl />
      <label className={styles.pair}>
        <span>Scale</span>
        <select
          value={colouring.scale}
          onChange={(event) => set({ scale: event.target.value as Colouring["scale"] })}
        >
          {scales.map((scale) => (
            <option key={scale}>{scale}</option>
          ))}
        </select>
      </label>
      <label
        className={styles.check}
        title={
          colouring.scale === "linear" && spacing !== undefined
            ? `Every ${formatSignificant(spacing, 3)}; the zero set is the thick line`
            : "At 0 and every power of ten; the zero set is the thick line"
        }
      >
        <input
          type="checkbox"
          checked={colouring.contours}
          onChange={(event) => set({ contours: event.target.checked })}
        />
        Contours
      </label>
    </>
  );
}

interface QuantityProps {
  readonly value: Quantity;
  readonly onChange: (value: Quantity) => void;
}

function QuantitySelect({ value, onChange }: QuantityProps) {
  const picture = useView((state) => state.picture);
  const id = useView((state) => state.plane.id);
  const isSpace = useNotebook(({ document }) =>
    document.cells.some((cell) => cell.kind === "space" && cell.id === id),
  );
  if (!picture) return null;
  const { program, field } = picture;
  const all = quantitiesOf(program, field, isSpace);
  // A function that is gone stays in the list while it is chosen: the picture says what is missing.
  const gone = !all.includes(value);
  return (
    <label className={styles.pair}>
      <span>Map of</span>
      <select value={value} onChange={(event) => onChange(event.target.value as Quantity)}>
        {[...all, ...(gone ? [value] : [])].map((quantity) => (
          <option key={quantity} value={quantity}>
            {quantitySign(quantity, field)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Before the id of a cell that a range is shared with. */
const linkPrefix = "linked ";

/** How the range is found, and its ends where they can be typed. */
function RangeControl() {
  const { view } = usePlaneSession();
  const range = useView((state) => state.plane.range);
  const legend = useView((state) => state.frame?.legend);
  const low = legend?.low ?? -1;
  const high = legend?.high ?? 1;
  const others = linkable(
    useView(({ document }) => document),
    view.id,
  );
  const set = (range: RangeSettings) => view.setPlane({ range });
  const chosen = range.mode === "linked" ? linkPrefix + range.to : range.mode;
  const isGone = range.mode === "linked" && !others.some(({ id }) => id === range.to);
  const choose = (mode: OwnMode) => {
    if (mode === "auto") set({ mode });
    else if (mode === "fixed") set({ mode, limit: Math.max(Math.abs(low), Math.abs(high)) });
    else set({ mode, low, high });
  };
  return (
    <span className={styles.pair}>
      <label className={styles.pair}>
        <span>Range</span>
        <select
          value={chosen}
          onChange={({ target: { value } }) =>
            value.startsWith(linkPrefix)
              ? set({ mode: "linked", to: value.slice(linkPrefix.length) })
              : choose(value as OwnMode)
          }
        >
          {Object.entries(rangeLabels).map(([mode, label]) => (
            <option key={mode} value={mode}>
              {label}
            </option>
          ))}
          {others.length > 0 && (
            <optgroup label="One range with">
              {others.map(({ id, name }) => (
                <option key={id} value={linkPrefix + id}>
                  {name}
                </option>
              ))}
            </optgroup>
          )}
          {isGone && (
            <option value={chosen} disabled>
              a picture that is gone
            </option>
          )}
        </select>
      </label>
      {range.mode === "fixed" && (
        <>
          ±
          <NumberField
            label="Colour range"
            className={styles.short}
            room={6}
            value={range.limit}
            text={formatSignificant(range.limit, 4)}
            onChange={(limit) => limit > 0 && set({ mode: "fixed", limit })}
          />
        </>
      )}
      {range.mode === "typed" && (
        <TypedEnds range={range} onChange={(ends) => set({ mode: "typed", ...ends })} />
      )}
    </span>
  );
}

interface EndsProps {
  readonly range: ColourRange;
  readonly onChange: (range: ColourRange) => void;
}

/** The ends of a range. Those that are none, as when one of two is typed, wait for the other: the last range stays. */
function TypedEnds({ range, onChange }: EndsProps) {
  const [waiting, setWaiting] = useState<{ readonly ends: ColourRange; readonly over: ColourRange } | null>(
    null,
  );
  const { low, high } = waiting?.over === range ? waiting.ends : range;
  const take = (ends: ColourRange) => {
    const good = ends.low < ends.high;
    setWaiting(good ? null : { ends, over: range });
    if (good) onChange(ends);
  };
  return (
    <>
      <NumberField
        label="Colours from"
        className={styles.short}
        room={6}
        value={low}
        text={formatSignificant(low, 4)}
        onChange={(low) => take({ low, high })}
      />
      to
      <NumberField
        label="Colours to"
        className={styles.short}
        room={6}
        value={high}
        text={formatSignificant(high, 4)}
        onChange={(high) => take({ low, high })}
      />
      {!(low < high) && (
        <span className={styles.problem} role="alert">
          Colours go from a smaller number to a larger one;{" "}
          {range.low < range.high ? "the last range stays" : "the range is automatic"} until then.
        </span>
      )}
    </>
  );
}
