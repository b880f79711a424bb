/** The package has no types of its own; these are of what is used of it. */
declare module "@anvaka/streamlines" {
  interface Point {
    readonly x: number;
    readonly y: number;
  }

  interface Options {
    vectorField(point: Point): Point;
    boundingBox: { left: number; top: number; width: number; height: number };
    dSep: number;
    dTest: number;
    timeStep: number;
    stepsPerIteration: number;
    maxTimePerIteration: number;
    onStreamlineAdded(points: readonly Point[]): void;
  }

  export default function streamlines(options: Options): { run(): Promise<unknown> };
}
