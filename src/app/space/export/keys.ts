import type { Mark } from "../../../shaders/figure/marks.ts";
import { formatSignificant } from "../../../shaders/figure/ticks.ts";
import { cssColour, paletteColour, type Theme } from "../../../shaders/palette.ts";
import type { SceneBody, SpaceScene } from "../../../shaders/space/scene.ts";
import { levelColour } from "../../../shaders/space/surfaces.ts";
import type { SurfaceSettings } from "../../document/document.ts";
import { namesOf, quantityOf } from "./levels.ts";

/** What colours mean besides the map's, in the corner of the picture where the box is not. */
export function keyMarks(scene: SpaceScene, settings: SurfaceSettings | undefined, theme: Theme): Mark[] {
  const { body, surfaces, field } = scene;
  const own = body ? bodyKey(body, field.field.name, theme) : [];
  if (!surfaces) return own;
  const top = body ? keyHeight : 0;
  const quantity = quantityOf(scene, settings);
  const { caption } = quantity === null ? scene.legend : namesOf(quantity, field.field);
  // The largest first, as bars have them.
  const rows = surfaces.levels.toReversed().flatMap((level, k): Mark[] => {
    const y = top + 26 + 18 * k;
    const colour = cssColour(levelColour(surfaces, scene.palette, theme, level));
    const stops = [0, 1].map((offset) => ({ offset, colour }));
    const swatch = { x: left, y, width: 12, height: 12 };
    return [
      { kind: "gradient", role: "bar", ...swatch, stops },
      { kind: "rect", role: "frame", ...swatch },
      text("label", left + 18, y + 6, formatSignificant(level, 5)),
    ];
  });
  return [...own, text("caption", left, top + 15, caption), ...rows];
}

const left = 12;
/** Of a body's colours. */
const keyHeight = 124;

function bodyKey({ palette, limit }: SceneBody, name: string, theme: Theme): Mark[] {
  const stops = Array.from({ length: 17 }, (_, k) => {
    return { offset: k / 16, colour: cssColour(paletteColour(palette, theme, k / 16)) };
  });
  const bar = { x: left, y: 30, width: 10, height: 84 };
  const end = formatSignificant(limit, 2);
  return [
    { kind: "gradient", role: "bar", ...bar, stops },
    { kind: "rect", role: "frame", ...bar },
    text("label", 28, 30, end),
    text("label", 28, 72, "0"),
    text("label", 28, 114, `−${end}`),
    text("caption", left, 15, `${name}·n`),
  ];
}

function text(role: "label" | "caption", x: number, y: number, content: string): Mark {
  return { kind: "text", role, x, y, text: content, anchor: "start", baseline: "middle", rotate: 0 };
}
