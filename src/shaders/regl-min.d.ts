/** regl's build for production: without its development checks, and smaller than our own minifier makes it. */
declare module "regl/dist/regl.min.js" {
  import createRegl from "regl";
  export default createRegl;
}
