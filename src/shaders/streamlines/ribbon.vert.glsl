#version 300 es
// A vertex of the strip along a line, moved away from the line's middle.
in vec2 point;                // CSS pixels from the plot's top left corner
in vec2 normal;
in vec2 sideAndShare;         // ±1, and the width here as a share of the full one

uniform vec2 u_size;          // device pixels of the tile
uniform vec2 u_tile;
uniform float u_pixelRatio;
uniform float u_halfWidth;    // device pixels
uniform float u_haloWidth;

out float v_across;
out float v_share;

void main() {
  v_share = sideAndShare.y;
  // One pixel more than the halo is wide: room for its smooth edge.
  float reach = max((u_halfWidth + u_haloWidth) * v_share, 0.5) + 1.0;
  v_across = reach * sideAndShare.x;
  vec2 place = point * u_pixelRatio - u_tile + normal * reach;
  gl_Position = vec4(place / u_size * vec2(2.0, -2.0) + vec2(-1.0, 1.0), 0.0, 1.0);
}
