import styles from "./Notices.module.css";
import { useNotebook } from "./session.ts";

/** What the reader should know about the picture, over its lower edge, so that nothing moves. */
export function Notices() {
  const context = useNotebook((state) => state.context);
  const problem = useNotebook((state) => state.problem);
  return (
    <div className={styles.notices} aria-live="polite">
      {context === "unavailable" && (
        <p>This browser has no WebGL2, so the CPU draws the map, slower and without streamlines.</p>
      )}
      {context === "lost" && (
        <p>The graphics context was lost; the picture comes back when the browser restores it.</p>
      )}
      {context === "restored" && <p>The graphics context is back.</p>}
      {problem && <p className={styles.problem}>{problem}</p>}
    </div>
  );
}
