import { useRef } from "react";
import type { Point } from "../app/document/document.ts";
import { handlesOf, placed, shapeOf } from "../app/flux/region.ts";
import { planeView, toPixel } from "../app/plane/view.ts";
import { planeOf } from "../app/store/notebook.ts";
import type { NormalSample } from "../engine/quadrature/flux.ts";
import { centreOf, isRegion, type Shape, scaled } from "../engine/quadrature/shape.ts";
import styles from "./FluxOverlay.module.css";
import { coordinateText } from "./numbers.ts";
import { useNotebook } from "./session.ts";
import { useFlux } from "./useFlux.ts";
import { useFluxGestures } from "./useFluxGestures.ts";

/** Length of the longest normal, in CSS pixels. */
const longestNormal = 26;
/** Side of the square that answers to a finger, in CSS pixels. */
const hitSize = 32;

const handleNames = { rectangle: "Corner", circle: "Rim", polygon: "Vertex" } as const;

/** The flux region over the picture: its outline, F·n along it, and handles for hand and keys. */
export function FluxOverlay() {
  const svg = useRef<SVGSVGElement>(null);
  const plot = useNotebook((state) => state.plot);
  const view = useNotebook((state) => planeOf(state.document).view);
  const flux = useNotebook((state) => planeOf(state.document).flux);
  const shrunk = useFlux((state) => state.shrunk);
  const figures = useFlux(({ figures }) => (figures.status === "done" ? figures.value : null));
  useFluxGestures(svg);
  if (!flux) return null;

  const region = placed(flux, view);
  const whole = shapeOf(region);
  const scale = 2 ** -(shrunk ?? 0);
  const onPage = planeView(view, plot);
  const pixel = (point: Point) => toPixel(onPage, plot, point);
  const shape = scale === 1 || !isRegion(whole) ? whole : scaled(whole, scale);
  const outline = pathOf(shape, pixel, onPage.unitsPerPixel);
  const centre = isRegion(whole) ? centreOf(whole) : (region.points[0] as Point);
  const at = pixel(centre);
  const normals = shrunk === null && figures ? figures.normals : [];
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be drawn on.
    <svg ref={svg} className={styles.overlay} role="group" aria-label="Flux region">
      {shrunk !== null && <path className={styles.former} d={pathOf(whole, pixel, onPage.unitsPerPixel)} />}
      <path
        className={styles.region}
        data-flux="region"
        d={outline}
        tabIndex={0}
        role="slider"
        aria-roledescription="movable region"
        aria-label={`Flux region, ${region.shape}. Arrow keys move it, with Shift they resize it.`}
        aria-valuenow={centre.x}
        aria-valuetext={`centre ${pointText(centre)}`}
      />
      <path className={styles.halo} d={outline} />
      <Normals samples={normals} pixel={pixel} />
      <path className={styles.outline} d={outline} />
      {shrunk !== null && <circle className={styles.centre} cx={at.left} cy={at.top} r={3} />}
      {shrunk === null &&
        handlesOf(region).map((handle, index) => {
          const { left, top } = pixel(handle);
          const name = `${handleNames[region.shape]}${region.shape === "circle" ? "" : ` ${index + 1}`}`;
          return (
            <g
              // biome-ignore lint/suspicious/noArrayIndexKey: the index is which handle it is.
              key={index}
              className={styles.handle}
              data-flux={index}
              transform={`translate(${left} ${top})`}
              tabIndex={0}
              role="slider"
              aria-roledescription="movable point"
              aria-label={`${name} of the flux region. Arrow keys move it${region.shape === "polygon" ? ", Delete removes it" : ""}.`}
              aria-valuenow={handle.x}
              aria-valuetext={pointText(handle)}
            >
              <rect x={-hitSize / 2} y={-hitSize / 2} width={hitSize} height={hitSize} />
              <circle r={6} />
            </g>
          );
        })}
    </svg>
  );
}

function pointText({ x, y }: Point): string {
  return `${coordinateText(Number(x.toPrecision(5)))}, ${coordinateText(Number(y.toPrecision(5)))}`;
}

type Pixel = (point: Point) => { left: number; top: number };

function pathOf(shape: Shape, pixel: Pixel, unitsPerPixel: number): string {
  if (shape.kind === "circle") {
    const { left, top } = pixel(shape.centre);
    const radius = shape.radius / unitsPerPixel;
    const arc = `a${radius} ${radius} 0 1 0`;
    return `M${left - radius} ${top}${arc} ${2 * radius} 0${arc} ${-2 * radius} 0z`;
  }
  const corners = shape.vertices.map((vertex) => {
    const { left, top } = pixel(vertex);
    return `${left} ${top}`;
  });
  return `M${corners.join("L")}z`;
}

/** F·n along the boundary: outward where the field leaves, inward where it enters, as long as it is strong. */
function Normals({ samples, pixel }: { samples: readonly NormalSample[]; pixel: Pixel }) {
  const strongest = Math.max(...samples.map(({ outward }) => Math.abs(outward)).filter(Number.isFinite));
  if (!(strongest > 0)) return null;
  const strokes = { outward: "", inward: "" };
  for (const sample of samples) {
    if (!Number.isFinite(sample.outward)) continue;
    const { left, top } = pixel(sample);
    const length = (longestNormal * sample.outward) / strongest;
    const [right, down] = [length * sample.normalX, -length * sample.normalY];
    strokes[sample.outward > 0 ? "outward" : "inward"] +=
      `M${left.toFixed(2)} ${top.toFixed(2)}l${right.toFixed(2)} ${down.toFixed(2)}`;
  }
  return (["inward", "outward"] as const).map((way) => (
    <g key={way} className={styles[way]}>
      <path className={styles.halo} d={strokes[way]} />
      <path data-normals={way} d={strokes[way]} />
    </g>
  ));
}
