import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";

/** How far outside the window something already counts as seen, so that it is there when it comes into sight. */
const margin = "50%";
/** The window's margin is nothing to what scrolls within it, which has one of its own. */
const nearly = { rootMargin: margin, scrollMargin: margin };

/** Whether an element was ever in sight; `tell` is told whether it is, and that it is not any more when it is gone. */
export function useSeen(element: RefObject<HTMLElement | null>, tell?: (seen: boolean) => void): boolean {
  const [seen, setSeen] = useState(false);
  const latest = useRef(tell);
  useLayoutEffect(() => {
    latest.current = tell;
  });
  useEffect(() => {
    const { current } = element;
    if (!current) return;
    const observer = new IntersectionObserver((entries) => {
      const isSeen = entries.at(-1)?.isIntersecting === true;
      latest.current?.(isSeen);
      if (isSeen) setSeen(true);
    }, nearly);
    observer.observe(current);
    return () => {
      observer.disconnect();
      latest.current?.(false);
    };
  }, [element]);
  return seen;
}
