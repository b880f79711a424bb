import { defaultVolume, spaceBounds } from "../../app/document/space-cell.ts";
import { useSpace, useSpaceState } from "./context.ts";
import { Layer } from "./Layer.tsx";
import styles from "./Space.module.css";

const settings = [
  { name: "opacity", label: "Opacity", low: 0, high: 1, note: "Of the largest values" },
  { name: "cut", label: "Hide below", low: 0, high: 1, note: "As a share of the colours' range" },
  {
    name: "contrast",
    label: "Contrast",
    low: spaceBounds.contrast[0],
    high: spaceBounds.contrast[1],
    note: "How much of what is seen belongs to the largest values",
  },
] as const;

/** The cloud of the map's values, and which of them are seen. */
export function VolumeControls() {
  const session = useSpace();
  const volume = useSpaceState(({ cell }) => cell.volume ?? defaultVolume);
  return (
    <Layer
      name="Volume"
      on={volume.on}
      onSwitch={(on) => session.change(null, { volume: { ...volume, on } })}
    >
      {volume.on &&
        settings.map(({ name, label, low, high, note }) => (
          <label key={name} className={styles.setting} title={note}>
            <span>{label}</span>
            <input
              type="range"
              min={low}
              max={high}
              step={(high - low) / 100}
              value={volume[name]}
              onChange={({ target }) =>
                session.change(`volume ${name}`, {
                  volume: { ...volume, [name]: Number(Number(target.value).toFixed(3)) },
                })
              }
            />
            <output>{volume[name].toFixed(2)}</output>
          </label>
        ))}
    </Layer>
  );
}
