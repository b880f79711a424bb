import type { Command } from "./command.ts";

type Keyed = Omit<Command, "run" | "enabled">;

/** Keys that pictures have themselves while they have the focus, and are no commands. `Arrows` are the four of them. */
export const pictureKeys: readonly Keyed[] = [
  ...inGroup("Picture", [
    ["Move the view", "Arrows"],
    ["Zoom in", "+"],
    ["Zoom out", "-"],
    ["Reset the view", "0"],
    ["Move the reading point", "Shift+Arrows"],
    ["Pin the reading point", "p", "Enter"],
    ["Read in the middle again", "Esc"],
    ["Flux region or corner: move it", "Arrows"],
    ["Flux region: resize it", "Shift+Arrows"],
    ["Corner of a polygon: remove it", "Delete"],
    ["Divider: move it", "Arrows", "Home", "End"],
  ]),
  ...inGroup("Space", [
    ["Turn it", "Arrows"],
    ["Move it", "Shift+Arrows"],
    ["Zoom in", "+"],
    ["Zoom out", "-"],
    ["Reset the view", "0"],
    ["Move a slice on", "x", "y", "z"],
    ["Move a slice back", "Shift+x", "Shift+y", "Shift+z"],
    ["Move the free plane on", "n"],
    ["Move the free plane back", "Shift+n"],
    ["Turn the free plane", "[", "]"],
    ["Tilt the free plane", "{", "}"],
    ["Pin the probe", "p"],
    ["Begin a streamline at the probe", "s"],
    ["Probe in the middle again", "Esc"],
    ["Flux body: move it", "Arrows"],
    ["Flux body: away, nearer", "PageUp", "PageDown"],
    ["Flux body: resize it", "Shift+Arrows"],
  ]),
];

function inGroup(
  group: string,
  rows: readonly (readonly [title: string, keys: string, ...others: string[]])[],
) {
  return rows.map(
    ([title, keys, ...otherKeys]): Keyed => ({ id: `${group} ${title}`, group, title, keys, otherKeys }),
  );
}
