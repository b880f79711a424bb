/**
 * Runs in the page: times shaders against each other, each frame drawn to a float target and finished by reading one
 * pixel back, because a frame only counts when its pixels exist.
 * @param {{ width: number, height: number, rounds: number,
 *   shaders: { vertex: string, fragment: string }[] }} race
 * @returns {{ times: number[][], values: number[][] }} milliseconds of each shader's frames; a row of its values
 */
// biome-ignore lint/correctness/noUnusedVariables: called through the page
function raceShaders({ width, height, rounds, shaders }) {
  const canvas = document.createElement("canvas");
  const gl = canvas.getContext("webgl2");
  if (!gl?.getExtension("EXT_color_buffer_float")) throw new Error("no WebGL2 with float targets");
  gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
  gl.bufferData(gl.ARRAY_BUFFER, new Float32Array([-1, -1, 3, -1, -1, 3]), gl.STATIC_DRAW);
  gl.enableVertexAttribArray(0);
  gl.vertexAttribPointer(0, 2, gl.FLOAT, false, 0, 0);
  const programs = shaders.map(({ vertex, fragment }) => {
    const program = gl.createProgram();
    for (const [type, text] of /** @type {[number, string][]} */ ([
      [gl.VERTEX_SHADER, vertex],
      [gl.FRAGMENT_SHADER, fragment],
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
    if (!gl.getProgramParameter(program, gl.LINK_STATUS))
      throw new Error(gl.getProgramInfoLog(program) ?? "");
    gl.useProgram(program);
    const set = (/** @type {string} */ name, /** @type {number[]} */ value) => {
      const place = gl.getUniformLocation(program, name);
      if (value.length === 1) gl.uniform1fv(place, value);
      else gl.uniform2fv(place, value);
    };
    set("u_centre", [0, 0]);
    set("u_middle", [0, 0]);
    set("u_halfSize", [width / 2, height / 2]);
    set("u_step", [6 / width, -6 / width]);
    return program;
  });
  gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
  gl.texStorage2D(gl.TEXTURE_2D, 1, gl.R32F, width, height);
  gl.bindFramebuffer(gl.FRAMEBUFFER, gl.createFramebuffer());
  const target = gl.getParameter(gl.TEXTURE_BINDING_2D);
  gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, target, 0);
  gl.viewport(0, 0, width, height);
  const pixel = new Float32Array(1);
  const draw = (/** @type {WebGLProgram} */ program) => {
    gl.useProgram(program);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
    gl.readPixels(width >> 1, height >> 1, 1, 1, gl.RED, gl.FLOAT, pixel);
  };
  const values = programs.map((program) => {
    draw(program);
    const row = new Float32Array(width);
    gl.readPixels(0, height / 3, width, 1, gl.RED, gl.FLOAT, row);
    return Array.from(row);
  });
  const times = programs.map(() => /** @type {number[]} */ ([]));
  for (let round = -4; round < rounds; round++) {
    for (let turn = 0; turn < programs.length; turn++) {
      const which = (turn + Math.abs(round)) % programs.length;
      const start = performance.now();
      draw(/** @type {WebGLProgram} */ (programs[which]));
      const elapsed = performance.now() - start;
      if (round >= 0) times[which]?.push(elapsed);
    }
  }
  const problem = gl.getError();
  gl.getExtension("WEBGL_lose_context")?.loseContext();
  if (problem !== gl.NO_ERROR) throw new Error(`WebGL error ${problem}`);
  return { times, values };
}
