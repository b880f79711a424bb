#version 300 es
precision highp float;
precision highp int;

// A dot on the way that a particle has come in its last step.
uniform highp sampler2D u_particles;
uniform int u_columns;
uniform int u_dots;           // for each particle
uniform vec3 u_view;          // pixel = place · (z, −z) + (x, y): the picture's device pixels from the top left
uniform vec2 u_size;          // of the picture
uniform vec2 u_corner;        // the pixel of the picture that is the target's first
uniform vec2 u_window;        // the target's size, and a dot more on every side
uniform float u_dot;          // pixels across

void main() {
  int index = gl_VertexID / u_dots;
  int dotAt = gl_VertexID - index * u_dots;
  vec4 particle = texelFetch(u_particles, ivec2(index % u_columns, index / u_columns), 0);
  float gone = float(dotAt + 1) / float(u_dots);
  vec2 at = particle.zw * (1.0 - gone) + particle.xy * gone;
  vec2 corner = floor(at * vec2(u_view.z, -u_view.z) + u_view.xy - 0.5 * (u_dot - 1.0));
  // Dots are whole or not there, but in tiles of a picture, and the targets' row 0 is the top row.
  bool inside = all(greaterThanEqual(corner, vec2(0.0))) && all(lessThanEqual(corner, u_size - u_dot));
  vec2 middle = inside ? corner - u_corner + 1.5 * u_dot : -u_window;
  gl_Position = vec4(middle / u_window * 2.0 - 1.0, 0.0, 1.0);
  gl_PointSize = u_dot;
}
