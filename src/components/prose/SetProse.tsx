import { useDeferredValue, useLayoutEffect, useMemo, useRef } from "react";
import { renderProse } from "../../app/prose/prose.ts";
import shared from "./Prose.module.css";
import styles from "./SetProse.module.css";

/** A text of Markdown with TeX, set, and what of it could not be. */
export function SetProse({ source }: { source: string }) {
  // While it is being written, letters come before what they make.
  const text = useDeferredValue(source);
  const prose = useMemo(() => renderProse(text), [text]);
  const host = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = host.current;
    if (!element) return;
    const wereOpen = [...element.querySelectorAll("details")].map(({ open }) => open);
    element.replaceChildren(...prose.nodes);
    // Answers that are being read stay, while the text around them changes.
    element.querySelectorAll("details").forEach((details, k) => {
      details.open ||= wereOpen[k] === true;
    });
    return scrollByKeyboard(element);
  }, [prose]);
  return (
    <div className={styles.text}>
      <div ref={host} className={`${shared.text} ${styles.prose}`} />
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
