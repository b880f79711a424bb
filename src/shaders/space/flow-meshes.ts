import {
  DoubleSide,
  GLSL3,
  Group,
  type InstancedBufferGeometry,
  Mesh,
  NoBlending,
  RawShaderMaterial,
} from "three";
import { glyphHaloWidth } from "../arrows/arrow-grid.ts";
import glyphFragment from "../arrows/glyph.frag.glsl?raw";
import { lineColours } from "../streamlines/line-style.ts";
import { standingLayer, stands } from "./depths.ts";
import flowFragment from "./flow.frag.glsl?raw";
import flowShader from "./flow.glsl?raw";
import { arrowsGeometry, headsGeometry, linesGeometry } from "./flow-geometry.ts";
import glyphVertex from "./glyph.vert.glsl?raw";
import type { SpaceBox } from "./lens.ts";
import { mapShader } from "./materials.ts";
import ribbonVertex from "./ribbon.vert.glsl?raw";
import type { SpaceScene } from "./scene.ts";
import tubeVertex from "./tube.vert.glsl?raw";
import type { SpaceUniforms } from "./uniforms.ts";

const head = "precision highp float;\n";

/** Arrows hide each other as they lie, in whatever order they are drawn: what is not seen of one is not there. */
const opaque = `void main() {
  glyph();
  if (colour.a < 0.5 * u_halo.a) discard;
  colour.a = 1.0;
}`;

/** After the lines that are behind all, and before rays: those end here. */
const order = 1.2;

/**
 * Streamlines and arrows of one view. They are made anew when what they show is another one, and stay as they are while the
 * picture turns.
 */
export class FlowMeshes {
  readonly group = new Group();
  private readonly uniforms: SpaceUniforms;
  private readonly own = { u_ink: { value: [0, 0, 0, 1] }, u_halo: { value: [0, 0, 0, 1] } };
  private readonly lines: Mesh<InstancedBufferGeometry, RawShaderMaterial>[] = [];
  private readonly arrows: Mesh<InstancedBufferGeometry, RawShaderMaterial>[] = [];
  private material: { readonly key: string; readonly value: RawShaderMaterial } | null = null;
  private glyph: RawShaderMaterial | null = null;
  private shown: Pick<SpaceScene, "streamlines" | "arrows"> & { readonly box?: SpaceBox } = {};

  constructor(uniforms: SpaceUniforms) {
    this.uniforms = uniforms;
  }

  /** Before each picture. */
  write({ streamlines, arrows, lens: { box }, field: { glsl }, legend, theme }: SpaceScene): void {
    const { shown } = this;
    const { ink, halo } = lineColours[theme];
    this.own.u_ink.value = [...ink];
    this.own.u_halo.value = [...halo];
    if (streamlines) {
      const { shape, colour } = streamlines;
      const isTube = shape !== "lines";
      const key = [isTube, ...(colour === "map" ? [glsl, legend.threshold > 0] : [])].join("\n");
      if (this.material?.key !== key) {
        this.material?.value.dispose();
        const map = colour === "map" ? mapShader(glsl, legend.threshold > 0) : null;
        this.material = { key, value: this.lineMaterial(isTube, map) };
        for (const mesh of this.lines.slice(0, 1)) mesh.material = this.material.value;
      }
      if (streamlines !== shown.streamlines || box !== shown.box) {
        const { value } = this.material;
        this.fill(this.lines, [
          [linesGeometry(streamlines, box), value],
          [headsGeometry(streamlines, box), this.glyphMaterial()],
        ]);
      }
    } else this.fill(this.lines, []);
    if (arrows !== shown.arrows || box !== shown.box)
      this.fill(this.arrows, arrows ? [[arrowsGeometry(arrows, box), this.glyphMaterial()]] : []);
    this.shown = { streamlines, arrows, box };
  }

  dispose(): void {
    this.fill(this.lines, []);
    this.fill(this.arrows, []);
    this.material?.value.dispose();
    this.glyph?.dispose();
  }

  private fill(
    meshes: Mesh<InstancedBufferGeometry, RawShaderMaterial>[],
    wanted: readonly (readonly [InstancedBufferGeometry, RawShaderMaterial])[],
  ): void {
    for (const mesh of meshes) mesh.geometry.dispose();
    this.group.remove(...meshes);
    meshes.length = 0;
    for (const [geometry, material] of wanted) {
      const mesh = new Mesh(geometry, material);
      mesh.frustumCulled = false;
      mesh.renderOrder = order;
      mesh.layers.enable(standingLayer);
      meshes.push(mesh);
      this.group.add(mesh);
    }
  }

  private lineMaterial(isTube: boolean, map: string | null): RawShaderMaterial {
    const options = `#define TUBE ${Number(isTube)}\n#define MAP ${Number(map !== null)}\n`;
    return this.made({
      vertexShader: head + flowShader + (isTube ? tubeVertex : ribbonVertex),
      fragmentShader: (map ?? head) + options + flowFragment,
      uniforms: { ...this.uniforms, u_flowInk: this.own.u_ink, u_flowHalo: this.own.u_halo },
    });
  }

  private glyphMaterial(): RawShaderMaterial {
    this.glyph ??= this.made({
      vertexShader: head + flowShader + glyphVertex,
      // All of the plane's but the version, which three writes.
      fragmentShader: glyphFragment.replace(/^.*\n/, "").replace("void main", "void glyph") + opaque,
      uniforms: { ...this.uniforms, ...this.own, u_haloWidth: { value: glyphHaloWidth } },
    });
    return this.glyph;
  }

  private made(given: ConstructorParameters<typeof RawShaderMaterial>[0]): RawShaderMaterial {
    return new RawShaderMaterial({
      glslVersion: GLSL3,
      side: DoubleSide,
      transparent: true,
      blending: NoBlending,
      ...stands,
      ...given,
    });
  }
}
