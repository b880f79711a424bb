import type { CSSProperties, ReactNode } from "react";
import { part } from "../part.ts";
import styles from "./Prose.module.css";

interface Props {
  readonly source: string;
}

/** What sets texts is loaded when there is one; where it cannot be had, texts stay as they were typed. */
const useSetProse = part<Props>(() =>
  import("./SetProse.tsx").then(
    ({ SetProse }) => SetProse,
    () => Typed,
  ),
);

/** A text of Markdown with TeX, set; its words alone until what sets it has come, which is not asked for while it waits. */
export function Prose({ source, waits = false }: Props & { readonly waits?: boolean }) {
  const SetProse = useSetProse(!waits);
  return SetProse ? <SetProse source={source} /> : <Words source={source} />;
}

function Typed({ source }: Props) {
  return <div className={`${styles.text} ${styles.typed}`}>{source}</div>;
}

/** A text's headings and paragraphs about where they will be, without the signs that say how they are set. */
function Words({ source }: Props) {
  const blocks = source.trim().split(/\n\s*\n/);
  return (
    <div className={styles.text} aria-busy>
      {blocks.map((block, k) => {
        const [, signs = "", heading = ""] = /^(#{1,5})\s+(.*)/s.exec(block) ?? [];
        const Heading = `h${signs.length + 1}` as "h2";
        // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs have no other name, and are soon replaced.
        if (signs) return <Heading key={k}>{wordsOf(heading)}</Heading>;
        const isList = /^\s*([-*+]|\d+\.)\s/.test(block);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: as above.
          <p key={k} className={isList ? styles.list : ""}>
            {wordsOf(block)}
          </p>
        );
      })}
    </div>
  );
}

/** Words without their signs; where formulas will stand there is room. What is looked for ends where it could begin anew. */
function wordsOf(text: string): ReactNode[] {
  return text.split(/(\${1,2}[^$]+\${1,2})/).map((part, k) => {
    if (part.startsWith("$$"))
      return (
        // biome-ignore lint/suspicious/noArrayIndexKey: as above.
        <span key={k} className={styles.display} style={{ "--rows": rowsOf(part) } as CSSProperties} />
      );
    if (k % 2 === 1)
      return (
        // biome-ignore lint/suspicious/noArrayIndexKey: as above.
        <span key={k} className={styles.formula}>
          {formulaRoom(part)}
        </span>
      );
    return part
      .replace(/<[^<>]*>|^\s*(```.*|[>|]+ ?)/gm, "")
      .replace(/^\s*[-*+] /gm, "• ")
      .replace(/!?\[([^[\]]*)\]\([^()]*\)/g, "$1")
      .replace(/(\*\*|__|\*|_|`)(?=\S)(.+?)\1/g, "$2");
  });
}

/** How many lines a formula that stands by itself is high. */
function rowsOf(tex: string): number {
  return tex.split("\\\\").length + (/\\frac|int|\\sum/.test(tex) ? 0.5 : 0);
}

/** TeX is about twice as long as what it makes. */
function formulaRoom(tex: string): string {
  return tex.replace(/\\\w+/g, "x").replace(/[${}\\^_]/g, "");
}
