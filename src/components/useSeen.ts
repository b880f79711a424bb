import { type RefObject, useEffect, useRef, useState } from "react";

/** How far outside the window something already counts as seen, so that it is there when it comes into sight. */
const margin = "50%";

/** Whether an element was ever in sight; `tell` is told until it was. */
export function useSeen(element: RefObject<HTMLElement | null>, tell: (seen: boolean) => void): boolean {
  const [seen, setSeen] = useState(false);
  const latest = useRef(tell);
  useEffect(() => {
    const { current } = element;
    if (seen || !current) return;
    const observer = new IntersectionObserver(
      (entries) => {
        const isSeen = entries.some(({ isIntersecting }) => isIntersecting);
        latest.current(isSeen);
        if (isSeen) setSeen(true);
      },
      { rootMargin: margin },
    );
    observer.observe(current);
    return () => observer.disconnect();
  }, [element, seen]);
  return seen;
}
