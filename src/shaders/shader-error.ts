/** A shader that the driver refused; the message is the driver's own log, which names GLSL lines. */
export class ShaderError extends Error {
  constructor(log: string) {
    super(log.trim() || "the graphics driver refused the shader without saying why");
    this.name = "ShaderError";
  }
}
