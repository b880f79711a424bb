import { keyLabels } from "../../app/commands/keys.ts";
import { isMac } from "./isMac.ts";
import styles from "./Keys.module.css";

/** The keys of a command, as caps. */
export function Keys({ keys }: { keys: string }) {
  return (
    <span className={styles.keys}>
      {keyLabels(keys, isMac).map((combination, k) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same keys may come twice, and never change places.
        <span key={k} className={styles.combination}>
          {combination.map((key) => (
            <kbd key={key}>{key}</kbd>
          ))}
        </span>
      ))}
    </span>
  );
}
