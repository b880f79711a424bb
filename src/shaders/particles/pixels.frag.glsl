#version 300 es
precision highp float;
precision highp int;

// The pixel that each particle's dot begins at, as bytes: its index row-major from the tile's top left plus one, or 0 where
// it lies outside.
uniform sampler2D u_particles;
uniform int u_rows;           // of particles: below them stand the same ones for the next dot
uniform int u_dots;           // on the way that a particle has come in its last step
uniform vec3 u_view;
uniform vec2 u_size;
uniform float u_dot;
uniform int u_columns;
uniform int u_count;

layout(location = 0) out vec4 bytes;

void main() {
  ivec2 cell = ivec2(gl_FragCoord.xy);
  int dotAt = cell.y / u_rows;
  cell.y -= dotAt * u_rows;
  vec4 particle = texelFetch(u_particles, cell, 0);
  vec2 at = mix(particle.zw, particle.xy, float(dotAt + 1) / float(u_dots));
  vec2 corner = floor(at * vec2(u_view.z, -u_view.z) + u_view.xy - 0.5 * (u_dot - 1.0));
  bool inside = all(greaterThanEqual(corner, vec2(0.0))) && all(lessThanEqual(corner, u_size - u_dot));
  uint index = inside && cell.y * u_columns + cell.x < u_count ? uint(corner.y * u_size.x + corner.x) + 1u : 0u;
  bytes = vec4(index & 255u, (index >> 8) & 255u, (index >> 16) & 255u, (index >> 24) & 255u) / 255.0;
}
