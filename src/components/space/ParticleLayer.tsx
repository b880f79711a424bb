import { extend } from "@react-three/fiber";
import { useEffect, useMemo, useRef } from "react";
import { BufferGeometry, Points, type WebGLRenderer } from "three";
import { useStore } from "zustand";
import type { SpaceSession } from "../../app/space/space-session.ts";
import { standingLayer } from "../../shaders/space/depths.ts";
import { Flight } from "../../shaders/space/flight.ts";
import { pointMaterial, pointUniforms, writePoints } from "../../shaders/space/points.ts";
import type { SpaceUniforms } from "../../shaders/space/uniforms.ts";
import { flights } from "./flights.ts";

extend({ Points });

/** Between the lines behind everything and rays: a crowd lies behind all that those gather. */
const order = 1.3;

export interface ParticleLayerProps {
  readonly session: SpaceSession;
  readonly uniforms: SpaceUniforms;
  readonly again: () => void;
}

/** Particles, carried on to where they should be whenever they are drawn; `again` is called where more is to do. */
export function ParticleLayer({ session, uniforms, again }: ParticleLayerProps) {
  const { store } = session;
  const crowded = useStore(store, ({ scene }) => scene?.particles?.motion.start.density ?? false);
  const symlog = useStore(store, ({ scene }) => (scene?.legend.threshold ?? 0) > 0);
  const glsl = useStore(store, ({ scene }) => (scene?.particles?.colour === "map" ? scene.field.glsl : null));
  const flight = useRef<Flight>(null);
  const geometry = useMemo(() => new BufferGeometry(), []);
  const own = useMemo(() => pointUniforms(uniforms), [uniforms]);
  const material = useMemo(
    () => pointMaterial(glsl, symlog && glsl !== null, crowded, own),
    [glsl, symlog, crowded, own],
  );
  useEffect(() => () => material.dispose(), [material]);
  useEffect(
    () => () => {
      flight.current?.dispose();
      flight.current = null;
      flights.delete(session);
      geometry.dispose();
    },
    [session, geometry],
  );
  const carry = (renderer: WebGLRenderer) => {
    const { scene } = store.getState();
    if (!scene?.particles) return;
    flight.current ??= new Flight(renderer);
    flights.set(session, flight.current);
    if (!flight.current.follow(scene.particles.motion)) queueMicrotask(again);
    writePoints(own, scene, flight.current.particles);
    geometry.setDrawRange(0, scene.particles.motion.start.count);
  };
  return (
    <points
      ref={(points: Points | null) => {
        if (crowded) points?.layers.disable(standingLayer);
        else points?.layers.enable(standingLayer);
      }}
      geometry={geometry}
      material={material}
      frustumCulled={false}
      renderOrder={order}
      onBeforeRender={carry}
    />
  );
}
