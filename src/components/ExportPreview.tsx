import { useEffect, useState } from "react";
import type { Watch } from "../shaders/plane-client.ts";
import styles from "./ExportDialog.module.css";
import { useView } from "./session.ts";

/** Milliseconds without a change after which a preview is made. */
const settlingTime = 120;
/** Characters of a table that are shown. */
const mostText = 6000;

type Preview =
  | { readonly kind: "picture"; readonly address: string }
  | { readonly kind: "table"; readonly text: string }
  | { readonly kind: "problem"; readonly message: string };

interface Props {
  readonly isFigure: boolean;
  readonly make: (watch: Watch) => Promise<Blob>;
  /** What a new preview is made for when it changes. */
  readonly causes: readonly unknown[];
  /** Why there is nothing to preview. */
  readonly problem: string | null;
  /** A chequered ground shows where there is no paper. */
  readonly checked: boolean;
}

/** What the file will be: the figure itself, drawn small, or the first rows of a table. */
export function ExportPreview({ isFigure, make, causes, problem, checked }: Props) {
  const [preview, setPreview] = useState<Preview | null>(null);
  const document = useView((state) => state.document);
  const picture = useView((state) => state.picture);
  const theme = useView((state) => state.theme);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what the preview is of stands in the causes.
  useEffect(() => {
    if (problem !== null) return;
    const controller = new AbortController();
    const { signal } = controller;
    const work = async (): Promise<Preview> => {
      const blob = await make({ signal, onProgress() {} });
      if (isFigure) return { kind: "picture", address: URL.createObjectURL(blob) };
      const lines = (await blob.slice(0, 20 * mostText).text()).split("\n");
      return {
        kind: "table",
        text: lines
          .filter((line) => !line.startsWith("#"))
          .join("\n")
          .slice(0, mostText),
      };
    };
    const timer = setTimeout(() => {
      work()
        .catch((error: Error): Preview => ({ kind: "problem", message: error.message }))
        .then((made) => {
          if (!signal.aborted) setPreview(made);
          else if (made.kind === "picture") URL.revokeObjectURL(made.address);
        });
    }, settlingTime);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [...causes, problem, document, picture, theme]);

  // The address of a picture is given back when another takes its place.
  useEffect(() => {
    if (preview?.kind === "picture") return () => URL.revokeObjectURL(preview.address);
  }, [preview]);

  const told = problem ?? (preview?.kind === "problem" ? preview.message : null);
  const fits = preview && (preview.kind === "picture") === isFigure;
  return (
    <div className={styles.preview} data-checked={checked}>
      {told !== null ? (
        <p className={styles.problem} role="alert">
          {told}
        </p>
      ) : fits && preview.kind === "picture" ? (
        <img src={preview.address} alt="Preview of the figure" />
      ) : fits && preview.kind === "table" ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled, by keyboard too.
        <section tabIndex={0} aria-label="How the file begins">
          <pre>{preview.text}</pre>
        </section>
      ) : (
        <p className={styles.note}>Drawing a preview…</p>
      )}
    </div>
  );
}
