import { extend, useThree } from "@react-three/fiber";
import { useEffect, useLayoutEffect, useMemo } from "react";
import { Points } from "three";
import { useStore } from "zustand";
import { standingLayer } from "../../shaders/space/depths.ts";
import { type Gathered, ParticleCloud } from "../../shaders/space/particle-cloud.ts";
import { pointMaterial } from "../../shaders/space/points.ts";
import { clouds } from "./clouds.ts";
import type { StageView } from "./stage-view.ts";

extend({ Points });

/** Between the lines behind everything and rays; or after rays, which a crowd is seen through. */
const [before, after] = [1.3, 2.5] as const;

export interface ParticleLayerProps {
  readonly view: StageView;
  /** What rays gather, which a crowd among it is seen through; null where it lies before or behind all of it. */
  readonly gathered: Gathered | null;
}

/** Particles, which the stage carries on before it draws. */
export function ParticleLayer({ view, gathered }: ParticleLayerProps) {
  const { session, uniforms } = view;
  const { store } = session;
  const crowded = useStore(store, ({ scene }) => scene?.particles?.motion.start.density ?? false);
  const symlog = useStore(store, ({ scene }) => (scene?.legend.threshold ?? 0) > 0);
  const glsl = useStore(store, ({ scene }) => (scene?.particles?.colour === "map" ? scene.field.glsl : null));
  const coloured = glsl !== null;
  const cleared = crowded ? gathered : null;
  const hidden = cleared !== null;
  const renderer = useThree(({ gl }) => gl);
  const cloud = useMemo(() => new ParticleCloud(renderer, uniforms), [renderer, uniforms]);
  useLayoutEffect(() => {
    view.particles = cloud;
    clouds.set(session, cloud);
    return () => {
      view.particles = null;
      clouds.delete(session);
      cloud.dispose();
    };
  }, [view, session, cloud]);
  useLayoutEffect(() => cloud.map(glsl), [cloud, glsl]);
  useLayoutEffect(() => cloud.gather(cleared), [cloud, cleared]);
  const material = useMemo(
    () => pointMaterial({ coloured, symlog, crowded, cleared: hidden }, cloud.points),
    [coloured, symlog, crowded, hidden, cloud],
  );
  useEffect(() => () => material.dispose(), [material]);
  return (
    <points
      ref={(points: Points | null) => {
        if (crowded) points?.layers.disable(standingLayer);
        else points?.layers.enable(standingLayer);
      }}
      geometry={cloud.geometry}
      material={material}
      frustumCulled={false}
      renderOrder={hidden ? after : before}
    />
  );
}
