import { useRef } from "react";
import type { Point } from "../app/document/document.ts";
import { handlesOf, placed, shapeOf } from "../app/flux/region.ts";
import { planeView, toPixel } from "../app/plane/view.ts";
import type { NormalSample } from "../engine/quadrature/flux.ts";
import { centreOf, isRegion, scaled } from "../engine/quadrature/shape.ts";
import { normalPaths, type Place, regionPath } from "../shaders/figure/region.ts";
import styles from "./FluxOverlay.module.css";
import { coordinateText } from "./numbers.ts";
import { useView } from "./session.ts";
import { useFlux } from "./useFlux.ts";
import { useFluxGestures } from "./useFluxGestures.ts";

/** Side of the square that answers to a finger, in CSS pixels. */
const hitSize = 32;

const handleNames = { rectangle: "Corner", circle: "Rim", polygon: "Vertex" } as const;

/** The flux region over the picture: its outline, F·n along it, and handles for hand and keys. */
export function FluxOverlay() {
  const svg = useRef<SVGSVGElement>(null);
  const plot = useView((state) => state.plot);
  const view = useView((state) => state.plane.view);
  const flux = useView((state) => state.plane.flux);
  const shrunk = useFlux((state) => state.shrunk);
  const figures = useFlux(({ figures }) => (figures.status === "done" ? figures.value : null));
  useFluxGestures(svg);
  if (!flux) return null;

  const region = placed(flux, view);
  const whole = shapeOf(region);
  const scale = 2 ** -(shrunk ?? 0);
  const onPage = planeView(view, plot);
  const place = { view: onPage, width: plot.width, height: plot.height };
  const pixel = (point: Point) => toPixel(onPage, plot, point);
  const shape = scale === 1 || !isRegion(whole) ? whole : scaled(whole, scale);
  const outline = regionPath(shape, place);
  const centre = isRegion(whole) ? centreOf(whole) : (region.points[0] as Point);
  const at = pixel(centre);
  const normals = shrunk === null && figures ? figures.normals : [];
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be drawn on.
    <svg ref={svg} className={styles.overlay} role="group" aria-label="Region in the picture">
      {shrunk !== null && <path className={styles.former} d={regionPath(whole, place)} />}
      <path
        className={styles.region}
        data-flux="region"
        d={outline}
        tabIndex={0}
        role="slider"
        aria-roledescription="movable region"
        aria-label={`Flux region, ${region.shape}. Arrow keys move it, with Shift they resize it.`}
        aria-valuenow={rounded(centre.x)}
        aria-valuetext={`centre ${pointText(centre)}`}
      />
      <path className={styles.halo} d={outline} />
      <Normals samples={normals} place={place} />
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
              aria-valuenow={rounded(handle.x)}
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

/** Written without an exponent, which is no number where it stands. */
function rounded(x: number): number {
  return Number(x.toFixed(6));
}

/** F·n along the boundary. */
function Normals({ samples, place }: { samples: readonly NormalSample[]; place: Place }) {
  const paths = normalPaths(samples, place);
  return (["inward", "outward"] as const).map((way) => (
    <g key={way} className={styles[way]}>
      <path className={styles.halo} d={paths[way]} />
      <path data-normals={way} d={paths[way]} />
    </g>
  ));
}
