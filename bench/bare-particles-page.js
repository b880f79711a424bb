/**
 * Runs in the page: particles as plainly as they can be written by hand in WebGL, with no map and nothing else: a float
 * texture of places carried by Runge and Kutta's rule, points drawn into a picture that fades a little with each frame,
 * and that picture laid on the canvas.
 * @param {{ width: number, height: number, count: number, seconds: number, field: string }} options
 * @returns {Promise<number>} frames a second, each finished by reading one pixel back
 */
// biome-ignore lint/correctness/noUnusedVariables: called through the page
async function bareParticles({ width, height, count, seconds, field }) {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  document.body.append(canvas);
  const gl = canvas.getContext("webgl2", { antialias: false, alpha: false });
  if (!gl?.getExtension("EXT_color_buffer_float")) throw new Error("no WebGL2 with float targets");
  /** @param {string} vertex @param {string} fragment */
  const program = (vertex, fragment) => {
    const made = gl.createProgram();
    for (const [type, text] of /** @type {[number, string][]} */ ([
      [gl.VERTEX_SHADER, vertex],
      [gl.FRAGMENT_SHADER, fragment],
    ])) {
      const shader = gl.createShader(type);
      if (!shader) throw new Error("no shader");
      gl.shaderSource(shader, `#version 300 es\nprecision highp float;\nprecision highp sampler2D;\n${text}`);
      gl.compileShader(shader);
      if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS))
        throw new Error(gl.getShaderInfoLog(shader) ?? "");
      gl.attachShader(made, shader);
    }
    gl.bindAttribLocation(made, 0, "corner");
    gl.linkProgram(made);
    return made;
  };
  gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
  gl.bufferData(gl.ARRAY_BUFFER, new Float32Array([-1, -1, 3, -1, -1, 3]), gl.STATIC_DRAW);
  gl.enableVertexAttribArray(0);
  gl.vertexAttribPointer(0, 2, gl.FLOAT, false, 0, 0);
  /** @param {number} wide @param {number} high @param {number} format */
  const target = (wide, high, format) => {
    const texture = gl.createTexture();
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.texStorage2D(gl.TEXTURE_2D, 1, format, wide, high);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
    const framebuffer = gl.createFramebuffer();
    gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
    gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
    return { texture, framebuffer };
  };
  const whole = "in vec2 corner; void main() { gl_Position = vec4(corner, 0.0, 1.0); }";
  const carry = program(
    whole,
    `uniform sampler2D places; uniform float dt; uniform vec2 span; uniform float seed; out vec4 place;
    vec2 field(vec2 p) { ${field} }
    float chance(vec2 c) { return fract(sin(dot(c, vec2(12.9898, 78.233))) * 43758.5453); }
    void main() {
      vec2 p = texelFetch(places, ivec2(gl_FragCoord.xy), 0).xy;
      vec2 k1 = field(p); vec2 k2 = field(p + 0.5 * dt * k1); vec2 k3 = field(p + 0.5 * dt * k2);
      vec2 k4 = field(p + dt * k3);
      vec2 q = p + dt / 6.0 * (k1 + 2.0 * (k2 + k3) + k4);
      vec2 c = gl_FragCoord.xy + seed;
      if (chance(c) < 0.01 || any(greaterThan(abs(q), span)))
        q = (2.0 * vec2(chance(c + 1.3), chance(c + 2.1)) - 1.0) * span;
      place = vec4(q, 0.0, 1.0);
    }`,
  );
  const points = program(
    `uniform sampler2D places; uniform vec2 span; uniform int columns;
    void main() {
      vec2 p = texelFetch(places, ivec2(gl_VertexID % columns, gl_VertexID / columns), 0).xy;
      gl_Position = vec4(p / span, 0.0, 1.0);
      gl_PointSize = 1.0;
    }`,
    "out vec4 ink; void main() { ink = vec4(0.1, 0.2, 0.5, 1.0); }",
  );
  const fade = program(
    whole,
    "uniform sampler2D old; uniform float keep; out vec4 ink; void main() { vec4 c = texelFetch(old, ivec2(gl_FragCoord.xy), 0); ink = vec4(floor(255.0 * c * keep) / 255.0); }",
  );
  const lay = program(
    whole,
    "uniform sampler2D picture; out vec4 ink; void main() { ink = texelFetch(picture, ivec2(gl_FragCoord.xy), 0); }",
  );
  const columns = 1024;
  const rows = Math.ceil(count / columns);
  let places = [target(columns, rows, gl.RGBA32F), target(columns, rows, gl.RGBA32F)];
  let pictures = [target(width, height, gl.RGBA8), target(width, height, gl.RGBA8)];
  const span = [(5.5 * width) / height, 5.5];
  let frame = 0;
  const pixel = new Uint8Array(4);
  const draw = () => {
    frame += 1;
    const uniform = (/** @type {WebGLProgram} */ of, /** @type {string} */ name) =>
      gl.getUniformLocation(of, name);
    const [from, to] = /** @type {[typeof places[0], typeof places[0]]} */ (places);
    gl.useProgram(carry);
    gl.bindFramebuffer(gl.FRAMEBUFFER, to.framebuffer);
    gl.viewport(0, 0, columns, rows);
    gl.bindTexture(gl.TEXTURE_2D, from.texture);
    gl.uniform1f(uniform(carry, "dt"), 0.02);
    gl.uniform1f(uniform(carry, "seed"), frame % 97);
    gl.uniform2fv(uniform(carry, "span"), span);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
    places = [to, from];
    const [old, next] = /** @type {[typeof places[0], typeof places[0]]} */ (pictures);
    gl.viewport(0, 0, width, height);
    gl.useProgram(fade);
    gl.bindFramebuffer(gl.FRAMEBUFFER, next.framebuffer);
    gl.bindTexture(gl.TEXTURE_2D, old.texture);
    gl.uniform1f(uniform(fade, "keep"), 0.95);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
    gl.useProgram(points);
    gl.bindTexture(gl.TEXTURE_2D, to.texture);
    gl.uniform2fv(uniform(points, "span"), span);
    gl.uniform1i(uniform(points, "columns"), columns);
    gl.drawArrays(gl.POINTS, 0, count);
    gl.useProgram(lay);
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    gl.bindTexture(gl.TEXTURE_2D, next.texture);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
    gl.readPixels(width >> 1, height >> 1, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
    pictures = [next, old];
  };
  const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  for (let warm = 0; warm < 4; warm += 1) {
    await nextFrame();
    draw();
  }
  const start = performance.now();
  const first = frame;
  while (performance.now() - start < 1000 * seconds) {
    await nextFrame();
    draw();
  }
  const rate = (1000 * (frame - first)) / (performance.now() - start);
  gl.getExtension("WEBGL_lose_context")?.loseContext();
  canvas.remove();
  return rate;
}
