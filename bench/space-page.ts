import { Camera, type Data3DTexture, Mesh, type RawShaderMaterial, Scene, WebGLRenderer } from "three";
import { bindingsOf, checkSource } from "../src/engine/index.ts";
import { paletteColour } from "../src/shaders/palette.ts";
import { boxGeometry } from "../src/shaders/space/geometry.ts";
import { lensOf } from "../src/shaders/space/lens.ts";
import { createMaterials } from "../src/shaders/space/materials.ts";
import type { SpaceScene, SpaceVolume } from "../src/shaders/space/scene.ts";
import { compileSpace } from "../src/shaders/space/space-field.ts";
import { createUniforms, writeUniforms } from "../src/shaders/space/uniforms.ts";
import { BareVolume, edge, precomputeOf, type VolumeView, volumeTexture } from "./bare-volume.ts";
import { reach, type SpaceBenchField, sourceAt } from "./space-fields.ts";

export interface SpaceRace {
  readonly field: SpaceBenchField;
  /** Of the range of colours. */
  readonly limit: number;
  readonly width: number;
  readonly height: number;
}

const volume: SpaceVolume = { opacity: 0.8, cut: 0.1, contrast: 1.5 };
const box = { low: [-reach, -reach, -reach], high: [reach, reach, reach] } as const;

/** The volume as the page draws it: its own shaders on three, and any function of the place for its `quantity`. */
class OwnVolume {
  readonly uniforms = { ...createUniforms(), u_volume: { value: null as Data3DTexture | null } };
  private readonly renderer: WebGLRenderer;
  private readonly scene = new Scene();
  private readonly camera = new Camera();
  private readonly mesh = new Mesh(boxGeometry());
  private readonly race: SpaceRace;
  private shown: SpaceScene;
  private readonly pixel = new Uint8Array(4);

  constructor(race: SpaceRace) {
    this.race = race;
    this.renderer = new WebGLRenderer({ antialias: true });
    this.renderer.setSize(race.width, race.height, false);
    this.renderer.setClearColor(0xf6f7f9, 1);
    this.mesh.frustumCulled = false;
    this.scene.add(this.mesh);
    this.shown = this.sceneAt(1);
    this.draw(this.material(this.shown.field.glsl), viewAt(race, 0));
  }

  get glsl(): string {
    return this.shown.field.glsl;
  }

  material(glsl: string): RawShaderMaterial {
    return createMaterials(
      glsl,
      { symlog: false, contours: false, volume: true, surface: null },
      this.uniforms,
    ).march[0]?.[0] as RawShaderMaterial;
  }

  /** The slider is at another place: from the text on, as on the page. */
  change(a: number): void {
    this.shown = this.sceneAt(a);
  }

  /** A frame, which only counts when its pixels exist. */
  draw(material: RawShaderMaterial, { lens }: { readonly lens: SpaceScene["lens"] }): void {
    writeUniforms(this.uniforms, { ...this.shown, lens }, 1);
    this.uniforms.u_steps.value = edge;
    this.mesh.material = material;
    this.renderer.render(this.scene, this.camera);
    const [x, y] = [this.race.width >> 1, this.race.height >> 1];
    const gl = this.renderer.getContext();
    gl.readPixels(x, y, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, this.pixel);
  }

  /** All of a frame. */
  pixels(material: RawShaderMaterial): Uint8Array {
    const { width, height } = this.race;
    this.draw(material, viewAt(this.race, 0));
    const all = new Uint8Array(4 * width * height);
    const gl = this.renderer.getContext();
    // The picture is gone once the page has been shown; it has not yet.
    gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, all);
    return all;
  }

  dispose(): void {
    this.renderer.dispose();
    this.renderer.forceContextLoss();
  }

  private sceneAt(a: number): SpaceScene {
    const { field, limit } = this.race;
    const program = checkSource(sourceAt(field, a));
    const own = program.fields.at(-1);
    if (!own) throw new Error(`${field.name} has no field`);
    const axes = ["x", "y"] as const;
    return {
      field: compileSpace(program, own, "divergence"),
      bindings: bindingsOf(program, 0),
      lens: viewAt(this.race, 0).lens,
      slices: { at: [0, 0, 0], shown: [false, false, false] },
      plane: null,
      volume,
      body: null,
      surfaces: null,
      legend: { low: -limit, high: limit, threshold: 0, stops: [], spacing: 1, axes, caption: "", words: "" },
      palette: "vermilion-blue",
      contours: false,
      poles: false,
      theme: "light",
      ratio: 1,
    };
  }
}

/** From where both look in a frame: the box turns. */
function viewAt({ width, height }: SpaceRace, frame: number) {
  const camera = { azimuth: -55 + 2 * frame, elevation: 24, zoom: 1, target: null } as const;
  const lens = lensOf({ ...camera, projection: "perspective" }, box, width, height);
  const [x, y, z] = lens.eye;
  return { lens, clip: [...lens.clip], eye: [x, y, z] } satisfies VolumeView & { readonly lens: unknown };
}

/** Milliseconds of frames with our GLSL and with what is written by hand, and how many pixels differ. */
function raceMarches(
  race: SpaceRace,
  hand: string,
  rounds: number,
): { readonly times: number[][]; readonly changed: number } {
  const own = new OwnVolume(race);
  const materials = [own.glsl, hand].map((glsl) => own.material(glsl));
  const [ours = new Uint8Array(), theirs = new Uint8Array()] = materials.map((one) => own.pixels(one));
  const changed = ours.filter((value, k) => Math.abs(value - (theirs[k] as number)) > 6).length / ours.length;
  const view = viewAt(race, 0);
  const times: number[][] = [[], []];
  for (let round = -3; round < rounds; round += 1)
    for (const turn of [0, 1]) {
      const which = (turn + Math.abs(round)) % 2;
      const start = performance.now();
      own.draw(materials[which] as RawShaderMaterial, view);
      if (round >= 0) times[which]?.push(performance.now() - start);
    }
  own.dispose();
  return { times, changed };
}

/** One side of the interaction. */
interface Side {
  change(a: number): void;
  draw(frame: number): void;
}

/**
 * Milliseconds that an interaction of so many frames takes with our volume, with a texture by hand, and with the texture
 * in our frame: the box turns from frame to frame, and every `every` frames a slider moves; 0: it never does.
 */
function interact(
  race: SpaceRace,
  frames: number,
  paces: readonly number[],
  rounds: number,
): { readonly every: number; readonly times: number[][] }[] {
  const own = new OwnVolume(race);
  const precompute = precomputeOf(race.field.javascript, reach, race.limit);
  const steps = edge;
  const { u_density, u_cut, u_contrast } = own.uniforms;
  const look = { ...race, steps, density: u_density.value, cut: u_cut.value, contrast: u_contrast.value };
  const bare = new BareVolume({ ...look, palette: palette() }, precompute);
  const texture = volumeTexture();
  own.uniforms.u_volume.value = texture;
  const exact = own.material(own.glsl);
  const textured = own.material(texturedQuantity(race.limit));
  const sides: readonly Side[] = [
    { change: (a) => own.change(a), draw: (frame) => own.draw(exact, viewAt(race, frame)) },
    { change: (a) => bare.change(a), draw: (frame) => bare.draw(viewAt(race, frame)) },
    {
      change(a) {
        precompute(texture.image.data as Uint8Array, a);
        texture.needsUpdate = true;
      },
      draw: (frame) => own.draw(textured, viewAt(race, frame)),
    },
  ];
  for (const side of sides) {
    side.change(1);
    for (let frame = 0; frame < 3; frame += 1) side.draw(frame);
  }
  const results = paces.map((every) => {
    const times: number[][] = sides.map(() => []);
    for (let round = 0; round < rounds; round += 1)
      for (let turn = 0; turn < sides.length; turn += 1) {
        const which = (turn + round) % sides.length;
        const side = sides[which] as Side;
        const start = performance.now();
        for (let frame = 0; frame < frames; frame += 1) {
          if (every > 0 && frame % every === 0) side.change(0.5 + ((round * frames + frame) % 40) / 40);
          side.draw(frame);
        }
        times[which]?.push(performance.now() - start);
      }
    return { every, times };
  });
  bare.dispose();
  own.dispose();
  return results;
}

const texturedQuantity = (limit: number): string => `uniform highp sampler3D u_volume;
float quantity(vec3 p) {
  return ${limit.toFixed(6)} * (2.0 * texture(u_volume, p / ${(2 * reach).toFixed(1)} + 0.5).r - 1.0);
}
`;

function palette(): Uint8Array {
  const colours = Array.from({ length: 256 }, (_, k) => paletteColour("vermilion-blue", "light", k / 255));
  return Uint8Array.from(colours.flatMap((colour) => [...colour.map(Math.round), 255]));
}

/** What the benchmark calls. */
const bench = { raceMarches, interact };
export type SpaceBench = typeof bench;
Object.assign(globalThis, { space: bench });
