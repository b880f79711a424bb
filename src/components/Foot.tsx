import { EmbedFooter } from "./EmbedFooter.tsx";
import { PresentBar } from "./PresentBar.tsx";
import { useNotebook } from "./session.ts";

/** What stands below a notebook that is not shown to be worked on. */
export function Foot() {
  const presents = useNotebook((state) => state.showing === "present");
  return presents ? <PresentBar /> : <EmbedFooter />;
}
