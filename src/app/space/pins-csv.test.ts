import { describe, expect, it } from "vitest";
import { spacePinsCsv } from "./pins-csv.ts";

describe("CSV of the pins in space", () => {
  const subject = { source: "G(u, v, w) = (v, -u + t, w)", field: "G", time: 0.5, quantity: "curl" } as const;
  const made = { version: "1.2.3", parameters: [{ name: "a", value: 2 }], time: 0.5, seed: 7 };

  it("is a comment, a header, and a row a pin with every digit", () => {
    const reading = {
      field: "G",
      coordinateNames: ["u", "v", "w"],
      place: [0.1, -2, 1e-7],
      components: [-2, 0.4, Number.NaN],
      jacobian: [0, 1, 0, -1, 0, 0, 0, 0, 1],
      divergence: 1 / 3,
      curl: [3, 0, -4],
      laplacian: [0, 0, Number.POSITIVE_INFINITY],
      eigenvalues: [
        { real: 1, imaginary: 0 },
        { real: 0, imaginary: 1 },
        { real: 0, imaginary: -1 },
      ],
      value: 5,
      computed: null,
    };
    expect(spacePinsCsv({ subject, places: [[0.1, -2, 1e-7]], readings: [reading] }, made)).toBe(
      `# made by: Deldot 1.2.3
# field: G
# parameters: a=2
# t: 0.5
# seed: 7
# exact: structured
# points: pinned
# source:
#   G(u, v, w) = (v, -u + t, w)
pin,u,v,w,G_u,G_v,G_w,exact,curl_u,curl_v,curl_w,curl,laplacian_u,laplacian_v,laplacian_w,eigenvalue1_re,eigenvalue1_im,eigenvalue2_re,eigenvalue2_im,eigenvalue3_re,eigenvalue3_im
1,0.1,-2,1e-7,-2,0.4,nan,0.3333333333333333,3,0,-4,5,0,0,inf,1,0,0,1,0,-1
`,
    );
  });

  it("leaves out what a field has not", () => {
    const reading = {
      field: "G",
      coordinateNames: ["a", "b", "c", "d"],
      place: [1, 2, 3, 0],
      components: [1, 2, 3, 4],
      jacobian: [],
      divergence: null,
      curl: null,
      laplacian: [],
      eigenvalues: [],
      value: null,
      computed: null,
    };
    const text = spacePinsCsv({ subject, places: [[1, 2, 3]], readings: [reading] }, made);
    expect(text.trim().split("\n").slice(-2)).toEqual([
      "pin,a,b,c,d,G_a,G_b,G_c,G_d,exact",
      "1,1,2,3,0,1,2,3,4,nan",
    ]);
  });
});
