import type { Framebuffer2D, Regl } from "regl";
import type { CompiledField } from "./compiled-field.ts";
import exact from "./exact.frag.glsl?raw";
import { CommandCache, fieldUniforms, fullScreenPass, type Target, type Uniforms } from "./full-screen.ts";
import { include } from "./include.ts";
import { comparedMap } from "./map-parts.ts";
import type { PixelSources } from "./pixel-inputs.ts";
import type { PixelGrid } from "./pixels.ts";
import { placeUniforms } from "./place-uniforms.ts";
import type { MapSettings } from "./protocol.ts";
import type { Tile } from "./tile.ts";
import vertex from "./values.vert.glsl?raw";

export interface ValuesInput {
  readonly compiled: CompiledField;
  readonly map: MapSettings;
  readonly time: number;
  readonly grid: PixelGrid;
  readonly tile: Tile;
  /** What the tile's pixels have of their own; null where the map asks for nothing. */
  readonly sources: PixelSources | null;
  /** Where in the target the tile is drawn; its corner when left out. */
  readonly at?: { readonly column: number; readonly row: number };
}

/** How a map is drawn: its fragment shader, and what that is told besides the field's parameters. */
export interface MapShader {
  readonly fragment: string;
  /** By name. `u_moment` is the vertex shader's. */
  readonly uniforms: Readonly<Record<string, unknown>>;
}

interface Props extends Target {
  readonly parameters: Float64Array;
  readonly time: number;
  readonly grid: PixelGrid;
  readonly tile: Tile;
  readonly uniforms: MapShader["uniforms"];
}

/** Programs kept: a few per view that is open, and the last keystrokes. */
const kept = 48;

/** Writes the map's float32 value of every pixel of a tile into a single-channel target, NaN or ±inf where it has none. */
export class ValuesPass {
  private readonly regl: Regl;
  private readonly commands = new CommandCache(kept);

  constructor(regl: Regl) {
    this.regl = regl;
  }

  draw(input: ValuesInput, framebuffer: Framebuffer2D): void {
    const { compiled, map, time, grid, tile, at } = input;
    const single = map.kind === "exact" || compiled.sliced?.shades(map);
    const { fragment, uniforms } = single ? singleShader(compiled, map) : comparedMap().shaderOf(input);
    const { parameters } = compiled.bindings(time, map);
    const told: Record<string, Uniforms<Props>[string]> = { ...fieldUniforms<Props>(parameters.length) };
    for (const name of Object.keys(uniforms)) told[name] = (_context, { uniforms }) => uniforms[name];
    const command = this.commands.get(fragment, () =>
      fullScreenPass<Props>(
        this.regl,
        fragment,
        {
          ...told,
          ...placeUniforms<Props>(),
        },
        vertex,
      ),
    );
    const { width, height } = tile;
    command({ framebuffer, width, height, ...at, parameters, time, grid, tile, uniforms } satisfies Props);
  }
}

/** The shader of a map that is one number at a point: the exact one, and every one on a slice. */
function singleShader({ sliced, mapGlsl }: CompiledField, map: MapSettings): MapShader {
  const glsl = sliced ? sliced.glsl(map) : mapGlsl(["quantity"], map.quantity, map.method);
  return { fragment: include(exact, "field", glsl), uniforms: { u_moment: [1, 0, 1] } };
}
