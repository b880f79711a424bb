import { boxGeometry } from "../../shaders/space/geometry.ts";
import type { SpaceMaterials } from "../../shaders/space/materials.ts";

const box = boxGeometry();

/** Of rays as a whole, or else of what is behind a body, in it, and before it: its surface is drawn between them. */
const wholeOrders = [2] as const;
const partOrders = [undefined, 1.4, 1.6, 2] as const;

/** The rays through a volume and to surfaces: they end at what stands in the box, where there is something. */
export function MarchLayer({
  march,
  hasBody,
  standing,
}: Pick<SpaceMaterials, "march"> & { readonly hasBody: boolean; readonly standing: boolean }) {
  return (hasBody ? partOrders : wholeOrders).map(
    (order, part) =>
      order !== undefined &&
      march[part]
        ?.slice(0, standing ? 2 : 1)
        .map((material) => (
          <mesh
            key={material.uuid}
            geometry={box}
            material={material}
            frustumCulled={false}
            renderOrder={order}
          />
        )),
  );
}
