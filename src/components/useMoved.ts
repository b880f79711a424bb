import { useRef, useState } from "react";

/**
 * A number that a slider shows at once and passes on in a task of its own, the latest of them: what follows from it is
 * not part of the frame in which the hand moved. Returns what the slider shows, and what moves it.
 */
export function useMoved(value: number, pass: (value: number) => void): [number, (moved: number) => void] {
  const [moved, setMoved] = useState<number | null>(null);
  const latest = useRef<number | null>(null);

  function move(to: number): void {
    setMoved(to);
    if (latest.current === null)
      setTimeout(() => {
        pass(latest.current as number);
        latest.current = null;
        setMoved(null);
      });
    latest.current = to;
  }
  return [moved ?? value, move];
}
