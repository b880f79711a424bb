import { type PointerEvent, useRef } from "react";

/** What a handle answers to. */
interface HoldListeners {
  onPointerDown(event: PointerEvent): void;
  onPointerMove(event: PointerEvent): void;
  onPointerUp(event: PointerEvent): void;
  onPointerCancel(event: PointerEvent): void;
}

/**
 * Takes hold of a handle, by the main button and by one pointer until that lets go. `from` is what the handle has as it is
 * taken; `onDrag` is told that again, with how many CSS pixels the pointer is to the right and down of where it took hold.
 */
export function useHold<From>(
  from: From,
  onDrag: (from: From, right: number, down: number) => void,
  onDrop: () => void = () => {},
): HoldListeners {
  const held = useRef<{
    readonly pointer: number;
    readonly left: number;
    readonly top: number;
    readonly from: From;
  } | null>(null);
  const drop = ({ pointerId }: PointerEvent) => {
    if (held.current?.pointer !== pointerId) return;
    held.current = null;
    onDrop();
  };
  return {
    onPointerDown({ button, pointerId, clientX: left, clientY: top, currentTarget }) {
      if (button !== 0 || held.current) return;
      currentTarget.setPointerCapture(pointerId);
      held.current = { pointer: pointerId, left, top, from };
    },
    onPointerMove({ pointerId, clientX, clientY }) {
      const { current } = held;
      if (current?.pointer === pointerId) onDrag(current.from, clientX - current.left, clientY - current.top);
    },
    onPointerUp: drop,
    onPointerCancel: drop,
  };
}
