import { useDeferredValue, useEffect, useState } from "react";
import type { FormulaLine } from "../app/formula/formulas.ts";
import type { Picture } from "../app/store/picture.ts";
import styles from "./Formulas.module.css";
import { useView } from "./session.ts";

type Printer = (picture: Picture) => readonly FormulaLine[];

/** How long "Copied" stays, in milliseconds. */
const copiedTime = 1600;

/** The field's formula and that of its divergence. The printer is loaded after the picture, and the hand goes before it. */
export function Formulas() {
  const picture = useDeferredValue(useView((state) => state.picture));
  const stale = useView((state) => state.stale);
  const [printer, setPrinter] = useState<{ print: Printer } | null>(null);
  useEffect(() => {
    let ended = false;
    void import("../app/formula/formulas.ts").then(({ formulasOf }) => {
      if (!ended) setPrinter({ print: formulasOf });
    });
    return () => {
      ended = true;
    };
  }, []);
  const lines = picture && printer ? printer.print(picture) : [];
  return (
    <div className={styles.formulas} data-stale={stale || undefined}>
      {lines.map((line) => (
        <FormulaRow key={line.name} line={line} />
      ))}
    </div>
  );
}

function FormulaRow({ line }: { line: FormulaLine }) {
  return (
    <div className={styles.row}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long formulas are scrolled, by keyboard too. */}
      <section className={styles.formula} tabIndex={0} aria-label={`Formula: ${line.name}`}>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: MathML from our own printer, which escapes names. */}
        <div dangerouslySetInnerHTML={{ __html: line.mathml }} />
      </section>
      <CopyButton latex={line.latex} name={line.name} />
    </div>
  );
}

function CopyButton({ latex, name }: { latex: string; name: string }) {
  const [said, setSaid] = useState<string | null>(null);
  useEffect(() => {
    if (!said) return;
    const timer = setTimeout(() => setSaid(null), copiedTime);
    return () => clearTimeout(timer);
  }, [said]);
  return (
    <button
      type="button"
      className={styles.copy}
      aria-label={said ?? `Copy LaTeX of ${name}`}
      title="Copy LaTeX"
      onClick={() =>
        void copy(latex).then(
          () => setSaid("Copied"),
          () => setSaid("Not allowed here"),
        )
      }
    >
      {said ?? "LaTeX"}
    </button>
  );
}

/** Rejects where the browser has no clipboard for this page. */
async function copy(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
}
