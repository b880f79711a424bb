import { lazy, Suspense } from "react";
import styles from "./Prose.module.css";

interface Props {
  readonly source: string;
}

/** What sets texts is loaded when there is one; where it cannot be had, texts stay as they were typed. */
const SetProse = lazy(async () => ({
  default: await import("./SetProse.tsx").then(
    (part) => part.SetProse,
    () => Typed,
  ),
}));

/** A text of Markdown with TeX, set; as it was typed until what sets it has come. */
export function Prose({ source }: Props) {
  return (
    <Suspense fallback={<Typed source={source} />}>
      <SetProse source={source} />
    </Suspense>
  );
}

function Typed({ source }: Props) {
  return <div className={styles.typed}>{source}</div>;
}
