import { flowBounds, type StreamlineSettings } from "../../app/document/space-cell.ts";
import { coordinateText } from "../numbers.ts";
import styles from "./Space.module.css";

interface Props {
  readonly lines: StreamlineSettings;
  readonly set: (kind: string | null, settings: Partial<StreamlineSettings>) => void;
  readonly addProbe: () => void;
}

/** Seeds that were put by hand: each can be taken away. */
export function SeedList({ lines, set, addProbe }: Props) {
  const { hand } = lines;
  return (
    <>
      <div className={styles.choices}>
        <button type="button" onClick={addProbe} disabled={hand.length >= flowBounds.hand}>
          Seed at the probe
        </button>
        {hand.length > 1 && (
          <button type="button" onClick={() => set(null, { hand: [] })}>
            Remove all
          </button>
        )}
      </div>
      {hand.length === 0 ? (
        <p className={styles.note}>
          Double-click a slice, or press <kbd>S</kbd> in the picture for a seed at the probe.
        </p>
      ) : (
        <ol className={styles.seeds} aria-label="Seeds">
          {hand.map((seed, k) => {
            const at = seed.map(coordinateText).join(", ");
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: two may be at one place.
              <li key={k}>
                <span>{at}</span>
                <button
                  type="button"
                  aria-label={`Remove the seed at ${at}`}
                  onClick={() => set(null, { hand: hand.filter((_, other) => other !== k) })}
                >
                  ×
                </button>
              </li>
            );
          })}
        </ol>
      )}
    </>
  );
}
