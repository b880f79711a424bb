import { extend, invalidate } from "@react-three/fiber";
import { useEffect, useLayoutEffect, useMemo } from "react";
import { Mesh, Scene } from "three";
import { useStore } from "zustand";
import { hasStanding } from "../../shaders/space/depths.ts";
import { sliceGeometries } from "../../shaders/space/geometry.ts";
import { createMaterials } from "../../shaders/space/materials.ts";
import { pixelOperations } from "../../shaders/space/operations.ts";
import { part } from "../part.ts";
import { BodyLayer } from "./BodyLayer.tsx";
import { MarchLayer } from "./MarchLayer.tsx";
import { begin, madeBy, paceOf, type StageView } from "./stage-view.ts";

extend({ Mesh, Scene });

/** Most pictures have none of these. Where one cannot be had, they go on without it. */
const useParticleLayer = part(async () => (await import("./ParticleLayer.tsx")).ParticleLayer);
const useFlowLayer = part(async () => (await import("./FlowLayer.tsx")).FlowLayer);

const slices = sliceGeometries();

/** What one picture is drawn from; it waits for what it needs, and meanwhile the last picture stays. */
export function ViewScene({ view }: { view: StageView }) {
  const { store } = view.session;
  const made = useStore(store, ({ scene }) => scene && madeBy(scene));
  const glsl = useStore(store, ({ scene }) => scene?.field.glsl ?? null);
  const symlog = useStore(store, ({ scene }) => (scene?.legend.threshold ?? 0) > 0);
  const contours = useStore(store, ({ scene }) => scene?.contours === true);
  const shown = useStore(store, ({ scene }) => scene?.slices.shown);
  const plane = useStore(store, ({ scene }) => scene?.plane != null);
  const volume = useStore(store, ({ scene }) => scene?.volume != null);
  const flow = useStore(store, ({ scene }) => Boolean(scene?.streamlines || scene?.arrows));
  const particles = useStore(store, ({ scene }) => scene?.particles != null);
  const ParticleLayer = useParticleLayer(particles);
  const FlowLayer = useFlowLayer(flow);
  const standing = useStore(store, ({ scene }) => scene !== null && hasStanding(scene));
  const body = useStore(store, ({ scene }) => scene?.body?.vector.glsl);
  // Other weights in the same layout are of the same text.
  const surfaceGlsl = useStore(store, ({ scene }) => scene?.surfaces?.shader.glsl ?? null);
  const isMap = useStore(store, ({ scene }) => scene?.surfaces?.shader.isMap === true);
  const surface = useMemo(
    () => (surfaceGlsl === null ? null : { glsl: surfaceGlsl, isMap }),
    [surfaceGlsl, isMap],
  );
  const materials = useMemo(
    () =>
      glsl === null ? null : createMaterials(glsl, { symlog, contours, volume, surface }, view.uniforms),
    [glsl, symlog, contours, volume, surface, view],
  );
  // A body's surface is drawn amid rays: a crowd lies behind it.
  const gathered = useMemo(
    () =>
      glsl === null || body !== undefined || !(volume || surface) ? null : { glsl, symlog, volume, surface },
    [glsl, symlog, volume, surface, body],
  );
  useEffect(
    () => () => {
      for (const material of Object.values(materials ?? {}).flat(2)) material.dispose();
    },
    [materials],
  );
  useLayoutEffect(() => {
    view.made = made ?? "";
    const { scene } = view.session.store.getState();
    if (scene) paceOf(view, scene).anew(pixelOperations(scene));
    begin(view);
    invalidate();
  }, [view, made]);
  if (!materials || !shown || (particles && !ParticleLayer) || (flow && !FlowLayer)) return null;
  return (
    <scene
      ref={(scene: Scene | null) => {
        view.scene = scene;
      }}
      dispose={null}
    >
      {slices.map(
        (geometry, axis) =>
          shown[axis] && (
            <mesh key={geometry.uuid} geometry={geometry} material={materials.slice} frustumCulled={false} />
          ),
      )}
      {plane && <mesh geometry={view.polygon} material={materials.slice} frustumCulled={false} />}
      <mesh geometry={view.lines.behind} material={materials.lines} frustumCulled={false} renderOrder={1} />
      {body !== undefined && <BodyLayer glsl={body} uniforms={view.body} />}
      {ParticleLayer && <ParticleLayer view={view} gathered={gathered} />}
      {(volume || surface) && (
        <MarchLayer march={materials.march} hasBody={body !== undefined} standing={standing} />
      )}
      {FlowLayer && <FlowLayer view={view} />}
      <mesh geometry={view.lines.before} material={materials.lines} frustumCulled={false} renderOrder={3} />
    </scene>
  );
}
