#version 300 es
#pragma include random

// Adds the probes first ≤ j < last of every pixel to the sums made so far: of z0 z0, z0 z1, z1 z1, and where the spread of
// the probes is wanted of what gives it. A pixel's key is fold_in(key, index), its index row-major from the top left of
// the picture.
uniform highp sampler2D u_sums;
uniform highp sampler2D u_squares;
uniform ivec2 u_key;
uniform ivec2 u_range;       // first, last
uniform int u_probes;
uniform int u_columns;       // of the whole picture
uniform ivec2 u_tile;

layout(location = 0) out vec4 sums;
#if SPREAD
layout(location = 1) out vec4 squares;
#endif

void main() {
  ivec2 pixel = ivec2(gl_FragCoord.xy);
  ivec2 place = pixel + u_tile;
  uvec2 key = foldIn(uvec2(u_key), uint(place.y * u_columns + place.x));
  uint first = uint(u_range.x);
  uint last = uint(u_range.y);
  uint probes = uint(u_probes);
  vec4 total = texelFetch(u_sums, pixel, 0);
#if SPREAD
  // Added one by one: the ranges depend on how long drawing takes, and the rounded sum must not.
  vec4 more = texelFetch(u_squares, pixel, 0);
  for (uint j = first; j < last; j++) {
    vec2 z = normal2(splitKey(key, probes, j, LEGACY), LEGACY);
    vec3 u = vec3(z.x * z.x, z.x * z.y, z.y * z.y);
    total += vec4(u, u.x * u.z);
    vec2 w = u.xz - 1.0;
    more += vec4(w.x * w.x, w.x * u.y, u.y * w.y, w.y * w.y);
  }
  squares = more;
#else
  if (GAUSSIAN) {
    for (uint j = first; j < last; j++) total.xyz += probeMoment(key, j, j + 1u, probes, true, LEGACY);
  } else {
    total.xyz += probeMoment(key, first, last, probes, false, LEGACY);
  }
#endif
  sums = total;
}
