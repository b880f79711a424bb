import { useEffect, useMemo, useRef, useState } from "react";
import { planeView } from "../app/plane/view.ts";
import { axesMargin, axesMarks } from "../shaders/figure/axes.ts";
import { barLabelWidth } from "../shaders/figure/colour-bar.ts";
import { ColourBar } from "./ColourBar.tsx";
import { PlaneTools } from "./later.tsx";
import { Marks } from "./Marks.tsx";
import styles from "./Plane.module.css";
import { Plot } from "./Plot.tsx";
import { usePlaneSession, useView } from "./session.ts";

/** Below this width of the figure the colour bar lies under the picture instead of beside it, in CSS pixels. */
const narrow = 560;
const barWidth = 14;

interface Insets {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function insetsOf(width: number): Insets {
  if (width < narrow) return { left: axesMargin.left, right: 14, top: 8, bottom: axesMargin.bottom + 40 };
  return {
    left: axesMargin.left + 8,
    right: 20 + barWidth + barLabelWidth,
    top: 30,
    bottom: axesMargin.bottom,
  };
}

/** The picture of the plane with its axes and colour bar, as large as its place allows. */
export function Plane() {
  const { view } = usePlaneSession();
  const figure = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  const plot = useView((state) => state.plot);
  const region = useView((state) => state.plane.view);
  const names = useView((state) => state.frame?.legend.axes ?? state.picture?.field.coordinateNames);
  const insets = insetsOf(size.width);

  useEffect(() => {
    const element = figure.current;
    if (!element) return;
    const measure = () => {
      const { clientWidth, clientHeight } = element;
      const { left, right, top, bottom } = insetsOf(clientWidth);
      setSize({ width: clientWidth, height: clientHeight });
      const width = Math.max(0, Math.floor(clientWidth - left - right));
      const height = Math.max(0, Math.floor(clientHeight - top - bottom));
      const pixelRatio = window.devicePixelRatio;
      const { plot } = view.store.getState();
      if (plot.width !== width || plot.height !== height || plot.pixelRatio !== pixelRatio) {
        view.set({ plot: { width, height, pixelRatio } });
      }
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    // Browser zoom and moving to another screen change the ratio, and not always the size.
    window.addEventListener("resize", measure);
    return () => {
      observer.disconnect();
      window.removeEventListener("resize", measure);
    };
  }, [view.store.getState, view.set]);

  const [x = "x", y = "y"] = names ?? [];
  const axes = useMemo(
    () => axesMarks({ view: planeView(region, plot), width: plot.width, height: plot.height, names: [x, y] }),
    [region, plot, x, y],
  );

  return (
    <div ref={figure} className={styles.figure}>
      <Plot left={insets.left} top={insets.top} />
      {plot.width > 0 && (
        <svg className={styles.marks} aria-hidden="true">
          <g transform={`translate(${insets.left + 0.5} ${insets.top + 0.5})`}>
            <Marks marks={axes} />
          </g>
          <ColourBar
            left={size.width < narrow ? insets.left : insets.left + plot.width + 20}
            top={size.width < narrow ? insets.top + plot.height + axesMargin.bottom : insets.top}
            length={size.width < narrow ? plot.width : plot.height}
            thickness={barWidth}
            lying={size.width < narrow}
          />
        </svg>
      )}
      <PlaneTools left={insets.left} top={insets.top} />
    </div>
  );
}
