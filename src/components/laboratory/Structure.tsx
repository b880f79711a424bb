import type { StructurePicture } from "../../app/laboratory/structure.ts";
import { Group } from "../Group.tsx";
import styles from "./Structure.module.css";
import {
  columnColour,
  cutDrawing,
  type DrawnPattern,
  patternDrawing,
  patternSentence,
} from "./structure-geometry.ts";

/** The Jacobian of a field as the plan sees it: its pattern in colours, what of it counts, and where it is narrow. */
export function Structure({ field, picture }: { field: string; picture: StructurePicture }) {
  const { n, cut, hollow, coordinateNames } = picture;
  return (
    <Group className={styles.structure} aria-label={`Structure of ${field}`}>
      <p>
        The plan goes by <strong>{picture.chosen}</strong>: {picture.why}
      </p>
      <div className={styles.pictures}>
        <Pattern what={`The Jacobian of ${field}`} pattern={picture} names={coordinateNames} />
        {hollow && (
          <Pattern what="What of it reaches the diagonal" pattern={hollow} names={coordinateNames} />
        )}
        {cut && <Cut n={n} cut={cut} />}
      </div>
    </Group>
  );
}

interface PatternProps {
  readonly what: string;
  readonly pattern: DrawnPattern;
  readonly names: readonly string[];
}

function Pattern({ what, pattern, names }: PatternProps) {
  const { entry, border, width, height, isLabelled, fills, cancelling, diagonal } = patternDrawing(pattern);
  const sentence = patternSentence(what, pattern);
  const { colouring, rows } = pattern;
  return (
    <figure className={styles.figure}>
      <svg
        className={styles.pattern}
        width={width + 2}
        height={height + 2}
        viewBox={`-1 -1 ${width + 2} ${height + 2}`}
        role="img"
        aria-label={sentence}
        data-colours={colouring?.count}
      >
        <rect className={styles.ground} y={border} width={width} height={height - border} />
        {fills.map(({ colour, path }) => (
          <path
            key={colour ?? "none"}
            className={colour === null ? styles.plain : undefined}
            fill={colour === null ? undefined : columnColour(colour)}
            d={path}
          />
        ))}
        <path className={styles.cancelling} d={cancelling} />
        {entry >= 5 && <path className={styles.diagonal} d={diagonal} />}
        {isLabelled &&
          colouring?.colours.map((colour, j) => (
            <text key={names[j]} className={styles.heading} x={(j + 0.5) * entry} y={border - 5}>
              {colour + 1}
            </text>
          ))}
        {isLabelled &&
          rows.map((row, i) => <Digits key={names[i]} {...{ row, i, entry, border, colouring }} />)}
      </svg>
      <figcaption>{sentence}</figcaption>
    </figure>
  );
}

interface DigitsProps {
  readonly row: readonly number[];
  readonly i: number;
  readonly entry: number;
  readonly border: number;
  readonly colouring: DrawnPattern["colouring"];
}

/** The numbers of the colours in a row. */
function Digits({ row, i, entry, border, colouring }: DigitsProps) {
  return row
    .filter((j) => !colouring?.cancelling[i]?.includes(j))
    .map((j) => (
      <text
        key={j}
        className={styles.digit}
        x={(j + 0.5) * entry - 0.5}
        y={border + (i + 0.5) * entry - 0.5}
        fontSize={Math.min(12, entry - 3)}
      >
        {(colouring?.colours[j] ?? 0) + 1}
      </text>
    ));
}

function Cut({ n, cut }: { n: number; cut: NonNullable<StructurePicture["cut"]> }) {
  const { width, height, lines, dots, radius } = cutDrawing(n, cut);
  const sentence = `All dependence goes through ${cut.width} ${cut.width === 1 ? "number" : "numbers"} between ${n} coordinates and ${n} components.`;
  return (
    <figure className={styles.figure}>
      <svg
        className={styles.pattern}
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={sentence}
      >
        <path className={styles.lines} d={lines} />
        {dots.map(({ x, y, isCut }) => (
          <circle key={`${x} ${y}`} className={isCut ? styles.cutDot : styles.dot} cx={x} cy={y} r={radius} />
        ))}
      </svg>
      <figcaption>{sentence}</figcaption>
    </figure>
  );
}
