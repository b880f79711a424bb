/** CSS pixels a pointer may tremble and still click. */
export const trembling = 4;

/** Where each arrow key points. */
export const arrows: Readonly<Record<string, readonly [right: number, up: number] | undefined>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** Zoom per CSS pixel of wheel movement; a pinch on a touchpad comes as a wheel with Ctrl and smaller numbers. */
const wheelZoom = 0.0015;
const pinchZoom = 0.01;
const lineHeight = 16;

/** How many times larger a turn of the wheel makes what is shown. */
export function wheelFactor({ deltaMode, deltaY, ctrlKey }: WheelEvent): number {
  const pixels = deltaMode === WheelEvent.DOM_DELTA_LINE ? deltaY * lineHeight : deltaY;
  return Math.exp(-pixels * (ctrlKey ? pinchZoom : wheelZoom));
}

/** Whether a wheel over a picture is meant for it, and not for a page that is being scrolled past it. */
export function zooms(element: HTMLElement, { ctrlKey, metaKey }: WheelEvent): boolean {
  return (
    ctrlKey ||
    metaKey ||
    element.contains(document.activeElement) ||
    element.closest('[data-alone="true"]') !== null
  );
}

/** A place in a picture, in CSS pixels from its corner. */
export interface Finger {
  readonly left: number;
  readonly top: number;
}

export function fingerOf(element: HTMLElement, event: MouseEvent): Finger {
  const { left, top } = element.getBoundingClientRect();
  return { left: event.clientX - left, top: event.clientY - top };
}

export function distance(a: Finger, b: Finger): number {
  return Math.hypot(a.left - b.left, a.top - b.top);
}
