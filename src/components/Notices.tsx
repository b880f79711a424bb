import { useState } from "react";
import { errorsIn } from "../app/store/errors.ts";
import { Words } from "./Diagnostics.tsx";
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
      <Blank />
      <Instead />
      {problem && <p className={styles.problem}>{problem}</p>}
    </div>
  );
}

/** Why nothing was ever drawn; where there is a last good picture that stays, and sources say what is wrong. */
function Blank() {
  const blank = useView((state) => state.picture === null);
  const reading = useView((state) => state.reading);
  const [first, ...more] = blank ? errorsIn(reading) : [];
  if (!first) return null;
  return (
    <p className={styles.problem}>
      There is no picture yet:{" "}
      {more.length > 0 ? "there are mistakes in the sources." : <Words text={first.message} />}
    </p>
  );
}

/** The field that was chosen is there no more, as when it was renamed, and another one is shown. */
function Instead() {
  const chosen = useView(({ plane }) => plane.field);
  const shown = useView(({ picture, stale }) => (stale ? null : (picture?.field.name ?? null)));
  if (chosen === null || shown === null || chosen === shown) return null;
  return (
    <p>
      There is no field {chosen} to show; this is {shown}.
    </p>
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
