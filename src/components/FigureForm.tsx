import { countText } from "../app/count-text.ts";
import { type FigureSettings, figureLimits } from "../app/export/figure.ts";
import type { PlotSize } from "../app/plane/view.ts";
import styles from "./ExportDialog.module.css";
import { NumberField } from "./NumberField.tsx";
import { SegmentedControl } from "./SegmentedControl.tsx";
import { useView } from "./session.ts";

/** Pixels of the map: so many times those of the page, or typed. */
export type FigureSize =
  | { readonly times: 1 | 2 | 4 }
  | { readonly width: number; readonly height: number; readonly linked: boolean };

export function pixelsOf(
  size: FigureSize,
  plot: PlotSize,
): { readonly width: number; readonly height: number } {
  if ("times" in size) return { width: size.times * plot.width, height: size.times * plot.height };
  return { width: size.width, height: size.height };
}

type Settings = Omit<FigureSettings, "format" | "width" | "height">;
type Part = "axes" | "bar" | "source" | "pins" | "flux" | "transparent";

interface Props {
  readonly format: "png" | "svg";
  readonly settings: Settings;
  readonly onChange: (change: Partial<Settings>) => void;
  readonly size: FigureSize;
  readonly onSize: (size: FigureSize) => void;
  /** What may be with it or not. */
  readonly parts: readonly Part[];
}

const labels: Readonly<Record<Part, string>> = {
  axes: "Axes",
  bar: "Colour bar",
  source: "Source",
  pins: "Pins",
  flux: "Flux region",
  transparent: "Transparent paper",
};

const times = ([1, 2, 4] as const).map((value) => ({ value: String(value), label: `${value}×` }));

const themes = [
  { value: "shown", label: "As shown" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
] as const;

/** How large a figure is, and what is on it. */
export function FigureForm({ format, settings, onChange, size, onSize, parts }: Props) {
  return (
    <>
      <label className={styles.row}>
        <span>Title</span>
        <input
          type="text"
          className={styles.wide}
          value={settings.title}
          onChange={(event) => onChange({ title: event.target.value })}
        />
      </label>
      <SizeRows format={format} size={size} onSize={onSize} />
      <div className={styles.row}>
        <span>With</span>
        <span className={styles.checks}>
          {parts.map((part) => (
            <label key={part} className={styles.check}>
              <input
                type="checkbox"
                checked={settings[part]}
                onChange={(event) => onChange({ [part]: event.target.checked })}
              />
              {labels[part]}
            </label>
          ))}
        </span>
      </div>
      <div className={styles.row}>
        <span>Colours</span>
        <SegmentedControl
          label="Light or dark"
          options={themes}
          value={settings.theme ?? "shown"}
          onChange={(theme) => onChange({ theme: theme === "shown" ? null : theme })}
        />
      </div>
      {format === "png" && (
        <p className={styles.note}>The picture carries this document: Deldot opens it again.</p>
      )}
    </>
  );
}

function SizeRows({ format, size, onSize }: Pick<Props, "format" | "size" | "onSize">) {
  const plot = useView((state) => state.plot);
  const { width, height } = pixelsOf(size, plot);
  const most = figureLimits[format];
  const linked = "times" in size || size.linked;
  const typed = (side: "width" | "height", value: number) => {
    const pixels = Math.max(1, Math.round(value));
    const across =
      side === "width" ? pixels : linked ? Math.round((pixels * plot.width) / plot.height) : width;
    const down =
      side === "height" ? pixels : linked ? Math.round((pixels * plot.height) / plot.width) : height;
    onSize({ width: Math.max(1, across), height: Math.max(1, down), linked });
  };
  return (
    <>
      <div className={styles.row}>
        <span>{format === "svg" ? "Map" : "Size"}</span>
        <SegmentedControl
          label="Size of the picture"
          options={times}
          value={"times" in size ? String(size.times) : ""}
          onChange={(value) => onSize({ times: Number(value) as 1 | 2 | 4 })}
        />
        <span className={styles.pixels}>
          <NumberField label="Width in pixels" value={width} onChange={(value) => typed("width", value)} />
          ×
          <NumberField label="Height in pixels" value={height} onChange={(value) => typed("height", value)} />
        </span>
      </div>
      <div className={styles.row}>
        <span />
        <label className={styles.check}>
          <input
            type="checkbox"
            checked={linked}
            onChange={(event) => {
              const { checked } = event.target;
              const shaped = checked ? Math.max(1, Math.round((width * plot.height) / plot.width)) : height;
              onSize({ width, height: shaped, linked: checked });
            }}
          />
          Keep the shape of the view
        </label>
      </div>
      <p className={styles.note}>
        Map of {width} × {height} pixels; at most {countText(most.side)} a side and{" "}
        {countText(most.pixels / 1e6)} million in all.
        {!linked && " The shorter side shows what it shows on the page, the longer one more."}
      </p>
    </>
  );
}
