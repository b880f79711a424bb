#version 300 es
// A corner of the square around an arrowhead.
in vec2 point;                // CSS pixels from the plot's top left corner
in vec2 place;                // CSS pixels along and across the arrow

uniform vec2 u_size;          // device pixels of the tile
uniform vec2 u_tile;
uniform float u_pixelRatio;

out vec2 v_place;

void main() {
  v_place = place;
  vec2 pixel = point * u_pixelRatio - u_tile;
  gl_Position = vec4(pixel / u_size * vec2(2.0, -2.0) + vec2(-1.0, 1.0), 0.0, 1.0);
}
