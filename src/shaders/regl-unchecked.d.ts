/** regl's build without its development checks: a third of the size, and it writes nothing to the console. */
declare module "regl/dist/regl.unchecked.js" {
  import createRegl from "regl";
  export default createRegl;
}
