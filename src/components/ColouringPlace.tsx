import { lazy, Suspense } from "react";
import { hasAnswered } from "../app/store/notebook.ts";
import styles from "./Controls.module.css";
import { useNotebook } from "./session.ts";

const ColourControls = lazy(async () => ({ default: (await import("./ColourControls.tsx")).ColourControls }));

/** Where the controls of quantity and colours stand; they are loaded after the picture. */
export function ColouringPlace() {
  const answered = useNotebook(hasAnswered);
  return (
    <div className={`${styles.row} ${styles.later}`}>
      <Suspense>{answered && <ColourControls />}</Suspense>
    </div>
  );
}
