import { spanStart, timeSpan } from "../app/plane/clock.ts";

interface Props {
  readonly time: number;
  readonly onChange: (time: number) => void;
}

/** Time to be scrubbed, within the span of the clock that it lies in. */
export function TimeSlider({ time, onChange }: Props) {
  const start = spanStart(time);
  return (
    <input
      type="range"
      aria-label="Time t"
      min={start}
      max={start + timeSpan}
      step={0.01}
      value={time}
      onChange={({ target }) => onChange(Number(target.value))}
    />
  );
}
