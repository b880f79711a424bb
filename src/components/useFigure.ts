import { type ComponentProps, useState } from "react";
import { type FigureSettings, mapSize, sizeProblem } from "../app/export/figure.ts";
import { type FigureForm, type FigureSize, pixelsOf } from "./FigureForm.tsx";
import { useView } from "./session.ts";

/** Room for a preview, in CSS pixels, and what a figure has around its picture. */
const room = { width: 460, height: 360 } as const;
const around = { width: 150, height: 110 } as const;

/** A figure as it is asked for, with this title at first: its pixels, why it cannot be, and what its form is given. */
export function useFigure(
  title: string,
  format: FigureSettings["format"] = "png",
): {
  readonly settings: Omit<FigureSettings, "format">;
  readonly problem: string | null;
  /** Pixels per CSS pixel of a preview. */
  readonly previewScale: number;
  readonly form: Pick<ComponentProps<typeof FigureForm>, "settings" | "onChange" | "size" | "onSize">;
} {
  const plot = useView((state) => state.plot);
  const [size, onSize] = useState<FigureSize>({ times: 2 });
  const [settings, setSettings] = useState<Omit<FigureSettings, "format" | "width" | "height">>(() => ({
    title,
    axes: true,
    bar: true,
    source: false,
    transparent: false,
    pins: true,
    flux: true,
    theme: null,
  }));
  const pixels = pixelsOf(size, plot);
  const { width, height } = mapSize(pixels.width, pixels.height, plot);
  const fit = Math.min(1, room.width / (width + around.width), room.height / (height + around.height));
  return {
    settings: { ...settings, ...pixels },
    problem: sizeProblem(format, pixels.width, pixels.height),
    previewScale: fit * window.devicePixelRatio,
    form: { settings, onChange: (change) => setSettings({ ...settings, ...change }), size, onSize },
  };
}
