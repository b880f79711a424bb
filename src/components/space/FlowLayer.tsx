import { useLayoutEffect, useMemo } from "react";
import { FlowMeshes } from "../../shaders/space/flow-meshes.ts";
import type { StageView } from "./stage-view.ts";

/** Streamlines and arrows, which follow each scene as it is drawn. */
export function FlowLayer({ view }: { readonly view: StageView }) {
  const flow = useMemo(() => new FlowMeshes(view.uniforms), [view]);
  useLayoutEffect(() => {
    view.flow = flow;
    return () => {
      view.flow = null;
      flow.dispose();
    };
  }, [view, flow]);
  return <primitive object={flow.group} />;
}
