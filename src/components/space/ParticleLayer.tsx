import { extend } from "@react-three/fiber";
import { useEffect, useMemo, useRef } from "react";
import { BufferGeometry, Points, type WebGLRenderer } from "three";
import { useStore } from "zustand";
import type { SpaceSession } from "../../app/space/space-session.ts";
import { Clearance, type Gathered } from "../../shaders/space/clearance.ts";
import { standingLayer } from "../../shaders/space/depths.ts";
import { Flight } from "../../shaders/space/flight.ts";
import { pointMaterial, pointUniforms, writePoints } from "../../shaders/space/points.ts";
import type { SpaceUniforms } from "../../shaders/space/uniforms.ts";
import { clearances, flights } from "./flights.ts";

extend({ Points });

/** Between the lines behind everything and rays; or after rays, which a crowd is seen through. */
const [before, after] = [1.3, 2.5] as const;

export interface ParticleLayerProps {
  readonly session: SpaceSession;
  readonly uniforms: SpaceUniforms;
  /** What rays gather, which a crowd among it is seen through; null where it lies before or behind all of it. */
  readonly gathered: Gathered | null;
  readonly again: () => void;
}

/** Particles, carried on to where they should be whenever they are drawn; `again` is called where more is to do. */
export function ParticleLayer({ session, uniforms, gathered, again }: ParticleLayerProps) {
  const { store } = session;
  const crowded = useStore(store, ({ scene }) => scene?.particles?.motion.start.density ?? false);
  const symlog = useStore(store, ({ scene }) => (scene?.legend.threshold ?? 0) > 0);
  const glsl = useStore(store, ({ scene }) => (scene?.particles?.colour === "map" ? scene.field.glsl : null));
  const cleared = crowded ? gathered : null;
  const flight = useRef<Flight>(null);
  const geometry = useMemo(() => new BufferGeometry(), []);
  const own = useMemo(() => pointUniforms(uniforms), [uniforms]);
  const material = useMemo(
    () => pointMaterial(glsl, symlog && glsl !== null, { crowded, cleared: cleared !== null }, own),
    [glsl, symlog, crowded, cleared, own],
  );
  useEffect(() => () => material.dispose(), [material]);
  const clearance = useMemo(() => cleared && new Clearance(cleared, uniforms), [cleared, uniforms]);
  useEffect(
    () => () => {
      clearance?.dispose();
      clearances.delete(session);
    },
    [clearance, session],
  );
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
    const { particles } = flight.current;
    writePoints(own, scene, particles);
    if (clearance && particles) {
      own.u_clear.value = clearance.draw(renderer, particles);
      clearances.set(session, () => clearance.read(renderer));
    }
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
      renderOrder={cleared ? after : before}
      onBeforeRender={carry}
    />
  );
}
