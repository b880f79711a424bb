import type { Regl } from "regl";
import createReglMin from "regl/dist/regl.min.js";
import { ShaderError } from "./shader-error.ts";

/** regl on WebGL2, with the context it runs on. */
export interface ReglContext {
  readonly regl: Regl;
  readonly gl: WebGL2RenderingContext;
}

/** The context of a canvas, or null where WebGL2 or rendering to float textures is missing. */
export function createContext(canvas: OffscreenCanvas): WebGL2RenderingContext | null {
  const gl = canvas.getContext("webgl2", {
    alpha: false,
    antialias: false,
    depth: false,
    stencil: false,
    powerPreference: "high-performance",
  });
  if (!gl?.getExtension("EXT_color_buffer_float")) return null;
  return adaptContext(gl);
}

/** regl on a context from `createContext`. After a lost context make a new one: nothing is carried over. */
export function createRegl(gl: WebGL2RenderingContext): ReglContext {
  // A restored context has forgotten which extensions were asked for.
  gl.getExtension("EXT_color_buffer_float");
  const regl = createReglMin({
    gl,
    pixelRatio: 1,
    extensions: [
      "OES_texture_float",
      "WEBGL_color_buffer_float",
      "ANGLE_instanced_arrays",
      "WEBGL_draw_buffers",
    ],
  });
  return { regl, gl };
}

/**
 * Makes a WebGL2 context answer to what regl, written for WebGL1, asks of it: extensions that became core are
 * answered with their core functions, and the unsized internal formats of WebGL1 are replaced by the sized
 * ones that WebGL2 wants for float data. `luminance` + `float` becomes R32F, a single float channel that can be
 * rendered to. Linking a program throws a ShaderError when it fails, which this build of regl ignores.
 */
function adaptContext(gl: WebGL2RenderingContext): WebGL2RenderingContext {
  const getExtension = gl.getExtension.bind(gl);
  const core = coreExtensions(gl);
  const texImage2D = gl.texImage2D.bind(gl) as (...args: unknown[]) => void;
  const texSubImage2D = gl.texSubImage2D.bind(gl) as (...args: unknown[]) => void;
  const linkProgram = gl.linkProgram.bind(gl);
  const getActiveAttrib = gl.getActiveAttrib.bind(gl);

  return Object.assign(gl, {
    getExtension(name: string): unknown {
      return core.get(name.toLowerCase()) ?? getExtension(name);
    },
    texImage2D(...args: unknown[]): void {
      // The form with a width and height has nine arguments; the one that takes an image has six.
      const formatAt = args.length >= 9 ? 6 : 3;
      const type = args[formatAt + 1];
      args[2] = internalFormat(gl, args[2], type);
      args[formatAt] = transferFormat(gl, args[formatAt], type);
      texImage2D(...args);
    },
    texSubImage2D(...args: unknown[]): void {
      const formatAt = args.length >= 9 ? 6 : 4;
      args[formatAt] = transferFormat(gl, args[formatAt], args[formatAt + 1]);
      texSubImage2D(...args);
    },
    getActiveAttrib(program: WebGLProgram, at: number): WebGLActiveInfo | null {
      // gl_VertexID is counted among the attributes, and there is no buffer to bind for it.
      const info = getActiveAttrib(program, at);
      return info?.name.startsWith("gl_") ? null : info;
    },
    linkProgram(program: WebGLProgram): void {
      linkProgram(program);
      if (gl.getProgramParameter(program, gl.LINK_STATUS) || gl.isContextLost()) return;
      const shaders = gl.getAttachedShaders(program) ?? [];
      const logs = [...shaders.map((shader) => gl.getShaderInfoLog(shader)), gl.getProgramInfoLog(program)];
      throw new ShaderError(logs.find((log) => log) ?? "");
    },
  });
}

function coreExtensions(gl: WebGL2RenderingContext): ReadonlyMap<string, object> {
  return new Map<string, object>([
    ["oes_texture_float", {}],
    ["oes_standard_derivatives", {}],
    ["oes_element_index_uint", {}],
    ["webgl_color_buffer_float", {}],
    ["webgl_draw_buffers", { drawBuffersWEBGL: (buffers: number[]) => gl.drawBuffers(buffers) }],
    [
      "angle_instanced_arrays",
      {
        drawArraysInstancedANGLE: gl.drawArraysInstanced.bind(gl),
        drawElementsInstancedANGLE: gl.drawElementsInstanced.bind(gl),
        vertexAttribDivisorANGLE: gl.vertexAttribDivisor.bind(gl),
      },
    ],
    [
      "oes_vertex_array_object",
      {
        createVertexArrayOES: gl.createVertexArray.bind(gl),
        deleteVertexArrayOES: gl.deleteVertexArray.bind(gl),
        bindVertexArrayOES: gl.bindVertexArray.bind(gl),
      },
    ],
  ]);
}

function internalFormat(gl: WebGL2RenderingContext, format: unknown, type: unknown): unknown {
  if (type !== gl.FLOAT) return format;
  if (format === gl.RGBA) return gl.RGBA32F;
  if (format === gl.LUMINANCE) return gl.R32F;
  return format;
}

function transferFormat(gl: WebGL2RenderingContext, format: unknown, type: unknown): unknown {
  return type === gl.FLOAT && format === gl.LUMINANCE ? gl.RED : format;
}
