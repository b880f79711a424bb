/**
 * Runs in a page of its own: a map as plainly as one is written by hand, with a text field for the fragment shader. What is
 * typed is compiled and drawn at once, and nothing else happens.
 * @param {{ width: number, height: number, vertex: string, fragment: string }} options
 */
// biome-ignore lint/correctness/noUnusedVariables: called through the page
function bareMap({ width, height, vertex, fragment }) {
  const field = document.createElement("textarea");
  field.value = fragment;
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  document.body.append(field, canvas);
  const gl = canvas.getContext("webgl2", { alpha: false, antialias: false });
  if (!gl) throw new Error("no WebGL2");
  gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
  gl.bufferData(gl.ARRAY_BUFFER, new Float32Array([-1, -1, 3, -1, -1, 3]), gl.STATIC_DRAW);
  gl.enableVertexAttribArray(0);
  gl.vertexAttribPointer(0, 2, gl.FLOAT, false, 0, 0);
  const pixel = new Uint8Array(4);
  const draw = () => {
    const program = gl.createProgram();
    for (const [type, text] of /** @type {[number, string][]} */ ([
      [gl.VERTEX_SHADER, vertex],
      [gl.FRAGMENT_SHADER, field.value],
    ])) {
      const shader = gl.createShader(type);
      if (!shader) throw new Error("no shader");
      gl.shaderSource(shader, text);
      gl.compileShader(shader);
      if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS))
        throw new Error(gl.getShaderInfoLog(shader) ?? "");
      gl.attachShader(program, shader);
    }
    gl.bindAttribLocation(program, 0, "corner");
    gl.linkProgram(program);
    gl.useProgram(program);
    const set = (/** @type {string} */ name, /** @type {number} */ x, /** @type {number} */ y) =>
      gl.uniform2f(gl.getUniformLocation(program, name), x, y);
    set("u_centre", 0, 0);
    set("u_middle", 0, 0);
    set("u_halfSize", width / 2, height / 2);
    set("u_step", 8 / height, -8 / height);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
    gl.readPixels(width >> 1, height >> 1, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
    const now = performance.now();
    Object.assign(globalThis, { bare: { last: now, first: bare.first || now } });
  };
  const bare = { first: 0 };
  field.addEventListener("input", draw);
  draw();
}
