import { useEffect, useMemo } from "react";
import { type BodyUniforms, bodyGeometry, createBodyMaterials } from "../../shaders/space/body.ts";

let made: ReturnType<typeof bodyGeometry> | null = null;

/** Made for the first body that there is: most pictures have none. */
function surface() {
  made ??= bodyGeometry();
  return made;
}

/** The surface of a flux body, coloured by the field whose GLSL this is: what is turned away first, then what is in front. */
export function BodyLayer({ glsl, uniforms }: { glsl: string; uniforms: BodyUniforms }) {
  const { away, towards } = useMemo(() => createBodyMaterials(glsl, uniforms), [glsl, uniforms]);
  useEffect(
    () => () => {
      for (const material of [away, towards]) material.dispose();
    },
    [away, towards],
  );
  return (
    <>
      <mesh geometry={surface()} material={away} frustumCulled={false} renderOrder={1.5} />
      <mesh geometry={surface()} material={towards} frustumCulled={false} renderOrder={1.8} />
    </>
  );
}
