/** Particles carried by the flow. */
export interface ParticleSettings {
  readonly on: boolean;
  readonly count: number;
  /** Nothing is born or dies: sources thin out and sinks crowd. Otherwise particles live for a while and leave trails. */
  readonly density: boolean;
  /** Times the speed that suits the field. */
  readonly speed: number;
}

/** Noise smeared along the field: line integral convolution. */
export interface TextureSettings {
  readonly on: boolean;
  readonly moving: boolean;
}

/** Arrows on a grid that is fixed in the world. */
export interface ArrowSettings {
  readonly on: boolean;
  /** As long as |F|, up to the longest; otherwise all of one length. */
  readonly scaled: boolean;
}

/** A square mesh carried by the flow. */
export interface MeshSettings {
  readonly on: boolean;
  readonly moving: boolean;
  /** How far it is carried where it stands still: 0 … 1 of the farthest. */
  readonly share: number;
}

/** What a picture shows besides streamlines, each switched on its own. */
export interface Layers {
  readonly map: boolean;
  readonly particles: ParticleSettings;
  readonly texture: TextureSettings;
  readonly arrows: ArrowSettings;
  readonly mesh: MeshSettings;
}

/** Whether there is anything but the map and streamlines to draw. */
export function hasLayers({ map, particles, texture, arrows, mesh }: Layers): boolean {
  return !map || particles.on || texture.on || arrows.on || mesh.on;
}

/** Whether the picture changes by itself. */
export function areMoving({ particles, texture, mesh }: Layers): boolean {
  return particles.on || (texture.on && texture.moving) || (mesh.on && mesh.moving);
}
