import { useDeferredValue, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { Prose as ProseSet } from "../../app/prose/prose.ts";
import styles from "./Prose.module.css";

type Render = (source: string) => ProseSet;

/** Kept for the texts that come later: they need not stand unset for a moment. */
let loaded: Render | null = null;

/** What sets texts, once it has come; where it cannot be had, texts stay as they were typed. */
function useRender(): Render | null {
  const [render, setRender] = useState(() => loaded);
  useEffect(() => {
    if (render) return;
    let ended = false;
    void import("../../app/prose/prose.ts").then(
      ({ renderProse }) => {
        loaded = renderProse;
        if (!ended) setRender(() => renderProse);
      },
      () => {},
    );
    return () => {
      ended = true;
    };
  }, [render]);
  return render;
}

/** A text of Markdown with TeX, set; as it was typed until what sets it has come. */
export function Prose({ source }: { source: string }) {
  const render = useRender();
  const text = useDeferredValue(source);
  const prose = useMemo(() => render?.(text) ?? null, [render, text]);
  const host = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = host.current;
    if (!element || !prose) return;
    const wereOpen = [...element.querySelectorAll("details")].map(({ open }) => open);
    element.replaceChildren(...prose.nodes);
    // Answers that are being read stay, while the text around them changes.
    element.querySelectorAll("details").forEach((details, k) => {
      details.open ||= wereOpen[k] === true;
    });
    return scrollByKeyboard(element);
  }, [prose]);
  if (!prose) return <div className={styles.typed}>{source}</div>;
  return (
    <div className={styles.text}>
      <div ref={host} className={styles.prose} />
      {prose.problems.length > 0 && (
        <ul className={styles.problems} aria-label="Problems in the text">
          {prose.problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Lets those boxes have the focus that have to be scrolled to be read, as long as they do. */
function scrollByKeyboard(root: HTMLElement): () => void {
  const observer = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      if (target.scrollWidth > target.clientWidth) target.setAttribute("tabindex", "0");
      else target.removeAttribute("tabindex");
    }
  });
  for (const box of root.querySelectorAll("pre, .scrolled, p:has(> math[display=block])"))
    observer.observe(box);
  return () => observer.disconnect();
}
