import { useId } from "react";
import { baselineDrop, type GradientMark, type Mark, type TextMark } from "../shaders/figure/marks.ts";
import styles from "./Marks.module.css";

/** SVG of a drawing's marks; colours and fonts go by their roles. */
export function Marks({ marks }: { marks: readonly Mark[] }) {
  return marks.map((mark) => <MarkElement key={keyOf(mark)} mark={mark} />);
}

function MarkElement({ mark }: { mark: Mark }) {
  switch (mark.kind) {
    case "line":
      return <line className={styles[mark.role]} x1={mark.x1} y1={mark.y1} x2={mark.x2} y2={mark.y2} />;
    case "rect":
      return (
        <rect className={styles[mark.role]} x={mark.x} y={mark.y} width={mark.width} height={mark.height} />
      );
    case "gradient":
      return <GradientBar mark={mark} />;
    case "text":
      return <Text mark={mark} />;
    case "path":
      return <path className={styles[mark.role]} transform={`translate(${mark.x} ${mark.y})`} d={mark.d} />;
  }
}

function Text({ mark }: { mark: TextMark }) {
  const { x, y, rotate, role, anchor, baseline, text } = mark;
  const turn = rotate === 0 ? undefined : `rotate(${rotate} ${x} ${y})`;
  return (
    <text
      className={styles[role]}
      x={x}
      y={y}
      dy={`${baselineDrop[baseline]}em`}
      textAnchor={anchor}
      transform={turn}
    >
      {text}
    </text>
  );
}

function GradientBar({ mark }: { mark: GradientMark }) {
  const id = useId();
  const { x, y, width, height, stops } = mark;
  return (
    <>
      <linearGradient id={id} x1="0" y1="1" x2="0" y2="0">
        {stops.map(({ offset, colour }) => (
          <stop key={offset} offset={offset} stopColor={colour} />
        ))}
      </linearGradient>
      <rect x={x} y={y} width={width} height={height} fill={`url(#${id})`} />
    </>
  );
}

/** Marks of one role and place replace each other, so that panning moves elements instead of making new ones. */
function keyOf(mark: Mark): string {
  switch (mark.kind) {
    case "line":
      return `line ${mark.role} ${mark.x1} ${mark.y1} ${mark.x2} ${mark.y2}`;
    case "text":
      return `text ${mark.role} ${mark.text} ${mark.anchor}`;
    default:
      return `${mark.kind} ${mark.role}`;
  }
}
