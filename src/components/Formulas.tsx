import { useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import type { FormulaLine } from "../app/formula/formulas.ts";
import styles from "./Formulas.module.css";
import { Group } from "./Group.tsx";
import { useNotebook, useView } from "./session.ts";
import { useCopied } from "./useCopied.ts";

type Printers = typeof import("../app/formula/formulas.ts");

/**
 * The field's formula and that of its divergence, after those of the other functions of the source beside the picture. The
 * hand goes before it.
 */
export function Formulas({ code }: { code: string | null }) {
  const picture = useDeferredValue(useView((state) => state.picture));
  const stale = useView((state) => state.stale);
  const printers = usePrinters();
  const defined = useDefinitions(printers, code);
  const own = picture?.field.name;
  const lines = picture && printers ? printers.formulasOf(picture) : [];
  return (
    <div className={styles.formulas} data-stale={stale || undefined}>
      <FormulaRows lines={[...defined.filter(({ name }) => name !== own), ...lines]} />
    </div>
  );
}

/** The formulas of a source that stands by itself. */
export function CodeFormulas({ code }: { code: string }) {
  const lines = useDefinitions(usePrinters(), code);
  return (
    lines.length > 0 && (
      <div className={`${styles.formulas} ${styles.alone}`}>
        <FormulaRows lines={lines} />
      </div>
    )
  );
}

let loading: Promise<Printers> | null = null;

/** What prints formulas is loaded after the picture, once for all of them; null until then. */
function usePrinters(): Printers | null {
  const [printers, setPrinters] = useState<Printers | null>(null);
  useEffect(() => {
    let ended = false;
    loading ??= import("../app/formula/formulas.ts");
    loading.then(
      (loaded) => {
        if (!ended) setPrinters(loaded);
      },
      () => {
        loading = null;
      },
    );
    return () => {
      ended = true;
    };
  }, []);
  return printers;
}

/** The functions of a code cell; the last good ones while there is an error. */
function useDefinitions(printers: Printers | null, code: string | null): readonly FormulaLine[] {
  const reading = useDeferredValue(useNotebook((state) => state.reading));
  const good = useRef<readonly FormulaLine[]>([]);
  const present = useMemo(
    () => (printers && code !== null ? printers.definitionsOf(reading, code) : []),
    [printers, reading, code],
  );
  if (present) good.current = present;
  return good.current;
}

function FormulaRows({ lines }: { lines: readonly FormulaLine[] }) {
  return lines.map((line) => <FormulaRow key={line.name} line={line} />);
}

function FormulaRow({ line }: { line: FormulaLine }) {
  return (
    <div className={styles.row}>
      <Group className={styles.formula} tabIndex={0} aria-label={`Formula: ${line.name}`}>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: MathML from our own printer, which escapes names. */}
        <div dangerouslySetInnerHTML={{ __html: line.mathml }} />
      </Group>
      <CopyButton latex={line.latex} name={line.name} />
    </div>
  );
}

function CopyButton({ latex, name }: { latex: string; name: string }) {
  const [said, copy] = useCopied(latex);
  return (
    <button
      type="button"
      className={styles.copy}
      aria-label={said ?? `Copy LaTeX of ${name}`}
      title="Copy LaTeX"
      onClick={copy}
    >
      {said ?? "LaTeX"}
    </button>
  );
}
