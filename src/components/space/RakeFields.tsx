import { bounds } from "../../app/document/bounds.ts";
import { flowBounds, type Rake, type StreamlineSettings } from "../../app/document/space-cell.ts";
import { usualRake } from "../../app/space/rake.ts";
import { eachAxis } from "../../shaders/space/lens.ts";
import { NumberField } from "../NumberField.tsx";
import { useAxisNames, useSpaceState } from "./context.ts";
import styles from "./Space.module.css";

interface Props {
  readonly lines: StreamlineSettings;
  readonly set: (kind: string | null, settings: Partial<StreamlineSettings>) => void;
}

/** The ends of the rake as numbers, and how many seeds it has. */
export function RakeFields({ lines, set }: Props) {
  const box = useSpaceState(({ cell }) => cell.box);
  const names = useAxisNames();
  const rake = lines.rake ?? usualRake(box);
  const change = (kind: string, part: Partial<Rake>) => set(kind, { rake: { ...rake, ...part } });
  return (
    <>
      {(["from", "to"] as const).map((end) => (
        <fieldset key={end} className={`${styles.ends} ${styles.rake}`} aria-label={`Rake ${end}`}>
          <span aria-hidden="true">{end === "from" ? "From" : "To"}</span>
          {([0, 1, 2] as const).map((axis) => (
            <NumberField
              key={names[axis]}
              label={`Rake ${end} ${names[axis]}`}
              value={rake[end][axis]}
              room={6}
              onChange={(value) => {
                const at = Math.min(bounds.coordinate, Math.max(-bounds.coordinate, value));
                change(`rake ${end} ${axis}`, { [end]: eachAxis((k) => (k === axis ? at : rake[end][k])) });
              }}
            />
          ))}
        </fieldset>
      ))}
      <label className={styles.setting}>
        <span>Seeds</span>
        <input
          type="range"
          aria-label="Seeds of the rake"
          min={flowBounds.rake[0]}
          max={flowBounds.rake[1]}
          value={rake.count}
          onChange={({ target }) => change("rake count", { count: Number(target.value) })}
        />
        <output>{rake.count}</output>
      </label>
    </>
  );
}
