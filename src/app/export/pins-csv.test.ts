import { describe, expect, it } from "vitest";
import type { PinReading, PinReadings, Subject } from "../cpu/protocol.ts";
import { pinsCsv } from "./pins-csv.ts";

const subject: Subject = {
  source: "a = 2\nG(u, v) = (a v, -u + t)",
  field: "G",
  quantity: "divergence",
  time: 0.5,
  method: "jacobian-reverse",
  probes: 3,
  distribution: "gaussian",
  keys: "shared",
  layout: "jax",
  seed: 9,
};
const table: PinReadings = {
  field: "G",
  coordinateNames: ["u", "v"],
  passes: 2,
  readings: [
    {
      point: { x: 0.1, y: -2 },
      index: 12,
      place: [0.1, -2],
      components: [-4, 0.4],
      exact: 0,
      estimate: 0.1 + 0.2,
      curl: -3,
      eigenvalues: { real: [0, 0], imaginary: Math.SQRT2 },
      spectrum: null,
    },
    {
      point: { x: 1e-7, y: 3 },
      index: 40,
      place: [1e-7, 3],
      components: [Number.NaN, Number.POSITIVE_INFINITY],
      exact: Number.NaN,
      estimate: Number.NEGATIVE_INFINITY,
      curl: 1 / 3,
      eigenvalues: { real: [2, -1], imaginary: 0 },
      spectrum: null,
    },
  ],
};

describe("CSV of the pins", () => {
  it("is a comment, a header, and a row a pin with every digit", () => {
    const text = pinsCsv(table, subject, {
      version: "1.2.3",
      parameters: [{ name: "a", value: 2 }],
      time: subject.time,
    });
    expect(text).toBe(
      `# made by: Deldot 1.2.3
# field: G
# parameters: a=2
# t: 0.5
# seed: 9
# exact: jacobian-reverse, 2 passes
# estimate: hutchinson, 3 gaussian probes, shared keys, jax layout
# points: pinned
# source:
#   a = 2
#   G(u, v) = (a v, -u + t)
pin,u,v,G_u,G_v,exact,estimate,curl,eigenvalue1_re,eigenvalue1_im,eigenvalue2_re,eigenvalue2_im
1,0.1,-2,-4,0.4,0,0.30000000000000004,-3,0,1.4142135623730951,0,-1.4142135623730951
2,1e-7,3,nan,inf,nan,-inf,0.3333333333333333,2,0,-1,0
`,
    );
  });

  it("says with keys per point which pixel's key a pin has", () => {
    const own = { ...subject, keys: "per-point" } as const;
    const text = pinsCsv(table, own, { version: "1.2.3", parameters: [], time: null });
    expect(text).toContain(
      "# pixel: on which the pin lies in the view, or the nearest; folded into its key\n",
    );
    expect(text).toContain("\npin,pixel,u,v,");
    expect(text).toContain("\n1,12,0.1,-2,");
    expect(text).toContain("\n2,40,1e-7,3,");
  });

  it("has on a slice all eigenvalues of the Jacobian, real and imaginary part, where they are told", () => {
    const own = { ...subject, slice: null };
    const [reading] = table.readings as [PinReading];
    const spectrum = [
      { real: 2, imaginary: 0 },
      { real: -1, imaginary: 3 },
      { real: -1, imaginary: -3 },
    ];
    const inSpace = { place: [1, 2, 0], components: [4, 5, 6], eigenvalues: null };
    const text = (told: PinReading["spectrum"]) =>
      pinsCsv(
        {
          ...table,
          coordinateNames: ["x", "y", "z"],
          readings: [{ ...reading, ...inSpace, spectrum: told }],
        },
        own,
        { version: "1.2.3", parameters: [], time: null },
      );
    expect(text(spectrum)).toMatch(
      /,curl_in_slice,eigenvalue1_re,eigenvalue1_im,eigenvalue2_re,eigenvalue2_im,eigenvalue3_re,eigenvalue3_im\n/,
    );
    expect(text(spectrum)).toMatch(/,-3,2,0,-1,3,-1,-3\n$/);
    expect(text(null)).toMatch(/,curl_in_slice\n.*,-3\n$/);
  });
});
