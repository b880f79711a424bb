import { useEffect, useLayoutEffect, useRef, useState } from "react";
import type { ShownFrame } from "../app/plane/plane-session.ts";
import { placement, planeView, toPixel } from "../app/plane/view.ts";
import { Flux, Lens, PlotGestures } from "./later.tsx";
import styles from "./Plot.module.css";
import { PlotButton } from "./PlotButton.tsx";
import { createScreen } from "./screen.ts";
import { usePlaneSession, useView } from "./session.ts";

/**
 * The picture itself. While the worker draws a new view the last picture is moved and stretched to where its points
 * now are, so that dragging and zooming follow the hand at once.
 */
export function Plot({ left, top, pins = true }: { left: number; top: number; pins?: boolean }) {
  const session = usePlaneSession();
  const box = useRef<HTMLDivElement>(null);
  const bitmaps = useRef<HTMLCanvasElement>(null);
  const pixels = useRef<HTMLCanvasElement>(null);
  const shown = useRef<Pick<ShownFrame, "view" | "plot"> | null>(null);
  const plot = useView((state) => state.plot);
  const region = useView((state) => state.plane.view);
  const cursor = useView((state) => state.plane.cursor);
  const hovering = useView((state) => state.hover !== null);
  const words = useView(
    (state) => state.frame?.legend.words ?? `Divergence of ${state.picture?.field.name ?? ""}`,
  );

  // What keys do is said once they do.
  const [keys, setKeys] = useState("");
  const { store } = session.view;
  const place = useRef(() => {
    const frame = shown.current;
    if (!frame) return;
    const { plot, plane } = store.getState();
    const { left, top, scale } = placement(frame.view, frame.plot, planeView(plane.view, plot), plot);
    const moved = Math.abs(left) > 1e-3 || Math.abs(top) > 1e-3 || Math.abs(scale - 1) > 1e-6;
    const transform = moved ? `translate(${left}px, ${top}px) scale(${scale})` : "";
    for (const { current } of [pixels, bitmaps]) if (current) current.style.transform = transform;
  });

  useEffect(() => {
    const [below, above] = [pixels.current, bitmaps.current];
    if (!below || !above) return;
    const show = createScreen(below, above);
    return session.onFrame(({ picture, view, plot }) => {
      show(picture);
      for (const { style } of [below, above]) {
        style.width = `${plot.width}px`;
        style.height = `${plot.height}px`;
      }
      shown.current = { view, plot };
      place.current();
    });
  }, [session]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the view and the size are what it places by.
  useLayoutEffect(() => place.current(), [region, plot]);

  // Where the readout reads when the pointer is elsewhere.
  const marker =
    plot.width > 0 && (cursor || !hovering) ? toPixel(planeView(region, plot), plot, cursor ?? region) : null;
  return (
    <>
      <div
        ref={box}
        className={styles.plot}
        style={{ left, top, width: plot.width, height: plot.height }}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the plot is worked with keys of its own.
        tabIndex={0}
        role="application"
        aria-label={`${words}.${keys}`}
      >
        <PlotGestures box={box} pins={pins} onKeys={setKeys} />
        <canvas ref={pixels} className={styles.map} hidden />
        <canvas ref={bitmaps} className={styles.map} />
        <Flux overlay />
        <Lens />
        {marker && (
          <svg
            className={styles.cursor}
            style={{ left: marker.left, top: marker.top }}
            viewBox="-12 -12 24 24"
            aria-hidden="true"
          >
            <path className={styles.halo} d="M-11 0h7M4 0h7M0-11v7M0 4v7" />
            <path className={styles.cross} d="M-11 0h7M4 0h7M0-11v7M0 4v7" />
          </svg>
        )}
      </div>
      {plot.width > 0 && (
        <PlotButton
          label="Reset view"
          hint="Reset view (0)"
          place={{ left: left + plot.width - 38, top: top + 8 }}
          onPress={() => session.view.setPlane({ view: store.getState().plane.home })}
        >
          <path d="M2.5 8 8 3l5.5 5M4.2 6.8v6h7.6v-6" />
        </PlotButton>
      )}
    </>
  );
}
