import type { Page } from "@playwright/test";

/** A grid of float32 values computed by fragment shaders. */
export interface FloatGrid {
  readonly width: number;
  readonly height: number;
  /** Four floats per cell, row by row: what the shader finds at `texelFetch(u_points, cell, 0)`. */
  readonly points: Float32Array;
  /**
   * Shaders that fill rows [from, to): texts of GLSL ES 3.00 that declare `float cell(int row, vec4 p)`,
   * without version and precision.
   */
  readonly shaders: readonly { readonly from: number; readonly to: number; readonly text: string }[];
}

function fragment(text: string): string {
  return `#version 300 es
precision highp float;
precision highp int;
precision highp sampler2D;
uniform sampler2D u_points;
out float o_value;
${text}
void main() {
  ivec2 at = ivec2(gl_FragCoord.xy);
  o_value = cell(at.y, texelFetch(u_points, at, 0));
}
`;
}

/**
 * Runs the shaders in the page's WebGL2 and reads the grid back, bit for bit (NaN and infinities included).
 * Rejects with the compiler's message when a shader does not compile.
 */
export async function computeGrid(
  page: Page,
  { width, height, points, shaders }: FloatGrid,
): Promise<Float32Array> {
  const bytes = Buffer.from(points.buffer, points.byteOffset, points.byteLength).toString("base64");
  const texts = shaders.map(({ from, to, text }) => ({ from, to, text: fragment(text) }));
  const encoded = await page.evaluate(
    ({ width, height, bytes, texts }) => {
      const gl = document.createElement("canvas").getContext("webgl2");
      if (!gl?.getExtension("EXT_color_buffer_float")) throw new Error("no WebGL2 with float targets");
      const vertex = `#version 300 es
        void main() { gl_Position = vec4(vec2(gl_VertexID & 1, gl_VertexID >> 1) * 4.0 - 1.0, 0.0, 1.0); }`;
      const link = (source: string) => {
        const program = gl.createProgram();
        for (const [type, text] of [
          [gl.VERTEX_SHADER, vertex],
          [gl.FRAGMENT_SHADER, source],
        ] as const) {
          const shader = gl.createShader(type) as WebGLShader;
          gl.shaderSource(shader, text);
          gl.compileShader(shader);
          if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS))
            throw new Error(gl.getShaderInfoLog(shader) ?? "");
          gl.attachShader(program, shader);
        }
        gl.linkProgram(program);
        if (!gl.getProgramParameter(program, gl.LINK_STATUS))
          throw new Error(gl.getProgramInfoLog(program) ?? "");
        return program;
      };
      const texture = (format: number) => {
        const made = gl.createTexture();
        gl.bindTexture(gl.TEXTURE_2D, made);
        gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
        gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
        gl.texStorage2D(gl.TEXTURE_2D, 1, format, width, height);
        return made;
      };
      gl.bindFramebuffer(gl.FRAMEBUFFER, gl.createFramebuffer());
      gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture(gl.R32F), 0);
      texture(gl.RGBA32F);
      const data = new Float32Array(Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0)).buffer);
      gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, width, height, gl.RGBA, gl.FLOAT, data);
      gl.viewport(0, 0, width, height);
      gl.enable(gl.SCISSOR_TEST);
      for (const { from, to, text } of texts) {
        gl.useProgram(link(text));
        gl.scissor(0, from, width, to - from);
        gl.drawArrays(gl.TRIANGLES, 0, 3);
      }
      const values = new Float32Array(width * height);
      gl.readPixels(0, 0, width, height, gl.RED, gl.FLOAT, values);
      const problem = gl.getError();
      gl.getExtension("WEBGL_lose_context")?.loseContext();
      if (problem !== gl.NO_ERROR) throw new Error(`WebGL error ${problem}`);
      let letters = "";
      for (const byte of new Uint8Array(values.buffer)) letters += String.fromCharCode(byte);
      return btoa(letters);
    },
    { width, height, bytes, texts },
  );
  const read = Buffer.from(encoded, "base64");
  return new Float32Array(read.buffer.slice(read.byteOffset, read.byteOffset + read.byteLength));
}
