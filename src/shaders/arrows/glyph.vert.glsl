#version 300 es
// A corner of the box around an arrow.
in vec2 point;                // CSS pixels from the plot's top left corner
in vec3 place;                // CSS pixels along and across the arrow from its middle, and its length

uniform vec2 u_size;          // device pixels of the tile
uniform vec2 u_tile;
uniform float u_pixelRatio;

out vec2 v_place;
flat out float v_length;

void main() {
  v_place = place.xy;
  v_length = place.z;
  vec2 pixel = point * u_pixelRatio - u_tile;
  gl_Position = vec4(pixel / u_size * vec2(2.0, -2.0) + vec2(-1.0, 1.0), 0.0, 1.0);
}
