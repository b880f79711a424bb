import { EmbedFooter } from "./EmbedFooter.tsx";
import { PresentBar } from "./PresentBar.tsx";
import { useNotebook, useSession } from "./session.ts";
import { useHeldSteps } from "./useHeldSteps.ts";

/** What stands below a notebook that is not shown to be worked on. */
export function Foot() {
  const { notebook } = useSession();
  useHeldSteps(notebook);
  const presents = useNotebook((state) => state.showing === "present");
  return presents ? <PresentBar /> : <EmbedFooter />;
}
