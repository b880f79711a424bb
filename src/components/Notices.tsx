import { useState } from "react";
import { Dismiss } from "./Dismiss.tsx";
import styles from "./Notices.module.css";
import { SharedNotice } from "./SharedNotice.tsx";
import { Stopping } from "./Stopping.tsx";
import { useNotebook, useSession, useView } from "./session.ts";
import { TabNotice } from "./TabNotice.tsx";

/** What the reader should know about the picture, over its lower edge, so that nothing moves. */
export function Notices() {
  const context = useView((state) => state.context);
  const [understood, setUnderstood] = useState(false);
  const problem = useView((state) => state.problem);
  return (
    <div className={styles.notices} aria-live="polite">
      {context === "unavailable" && !understood && (
        <p>
          Without WebGL2 the CPU draws the map, more slowly; hardware acceleration in the browser's settings
          may bring it back. <Dismiss onDismiss={() => setUnderstood(true)} />
        </p>
      )}
      {context === "lost" && (
        <p>The graphics context was lost; the picture comes back when the browser restores it.</p>
      )}
      {context === "restored" && <p>The graphics context is back.</p>}
      <Stopping />
      {problem && <p className={styles.problem}>{problem}</p>}
    </div>
  );
}

/** What is to be known of the document, at the top of the page: why another could not be opened, whose it is, and what other tabs do. */
export function Refusal() {
  const { notebook } = useSession();
  const refusal = useNotebook((state) => state.refusal);
  return (
    <div className={styles.refusal} aria-live="polite">
      {refusal && (
        <p className={styles.problem}>
          {refusal} <Dismiss onDismiss={() => notebook.set({ refusal: null })} />
        </p>
      )}
      <SharedNotice />
      <TabNotice />
    </div>
  );
}
