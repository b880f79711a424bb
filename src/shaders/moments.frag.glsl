#version 300 es
#pragma include random

// Adds the probes first ≤ j < last of every pixel to the sums made so far. A pixel's key is fold_in(key, index), its
// index row-major from the top left of the picture.
uniform sampler2D u_sums;
uniform ivec2 u_key;
uniform ivec2 u_range;       // first, last
uniform int u_probes;
uniform int u_columns;       // of the whole picture
uniform ivec2 u_tile;

layout(location = 0) out vec4 sums;

void main() {
  ivec2 pixel = ivec2(gl_FragCoord.xy);
  ivec2 place = pixel + u_tile;
  uvec2 key = foldIn(uvec2(u_key), uint(place.y * u_columns + place.x));
  uint first = uint(u_range.x);
  uint last = uint(u_range.y);
  uint probes = uint(u_probes);
  vec3 total = texelFetch(u_sums, pixel, 0).xyz;
  if (GAUSSIAN) {
    // Added one by one: the ranges depend on how long drawing takes, and the rounded sum must not.
    for (uint j = first; j < last; j++) total += probeMoment(key, j, j + 1u, probes, true, LEGACY);
  } else {
    total += probeMoment(key, first, last, probes, false, LEGACY);
  }
  sums = vec4(total, 1.0);
}
