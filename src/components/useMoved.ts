import { useRef, useState } from "react";
import { inTask } from "../app/latest.ts";

/**
 * A number that a slider shows at once and passes on in a task of its own, the latest of them: what follows from it is
 * not part of the frame in which the hand moved. Returns what the slider shows, and what moves it.
 */
export function useMoved(value: number, pass: (value: number) => void): [number, (moved: number) => void] {
  const [moved, setMoved] = useState<number | null>(null);
  const latest = useRef(() => {});
  const [{ ask }] = useState(() => inTask(() => latest.current()));

  function move(to: number): void {
    setMoved(to);
    latest.current = () => {
      pass(to);
      setMoved(null);
    };
    ask();
  }
  return [moved ?? value, move];
}
