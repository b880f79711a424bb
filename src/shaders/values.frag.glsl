#version 300 es
precision highp float;
precision highp int;
#pragma include field

// The map's value at each pixel of a tile. Row 0 of the target is the top row of the picture.
uniform vec2 u_centre;        // world coordinates of the picture's middle, rounded to float32
uniform vec2 u_corner;        // from there to the tile's top left corner, with what the rounding took away
uniform vec2 u_step;          // world units per device pixel, along columns and along rows
#if MAP != EXACT
#if KEYS == SHARED
uniform vec3 u_moment;        // M00, M01, M11 of the probes that all pixels share
#else
uniform sampler2D u_moments;  // sums of z0 z0, z0 z1, z1 z1 over the pixel's own probes, for this tile
uniform float u_drawn;        // how many probes the sums hold
#endif
#endif

layout(location = 0) out vec4 value;

const float notFinite = 3.4028234663852886e38;

// Comparisons with NaN may be optimised as if there were none, so the exponent's bits are looked at instead.
bool finite(float x) {
  return (floatBitsToUint(x) & 0x7f800000u) != 0x7f800000u;
}

void main() {
  vec2 p = u_centre + (u_corner + gl_FragCoord.xy * u_step);
#if MAP == EXACT
  float map = divergence(p);
#else
#if KEYS == SHARED
  vec3 moment = u_moment;
#else
  vec3 moment = texelFetch(u_moments, ivec2(gl_FragCoord.xy), 0).xyz / u_drawn;
#endif
  vec4 J = jacobian(p);
  float map = moment.x * J.x + moment.y * (J.y + J.z) + moment.z * J.w;
#if MAP == ERROR
  map -= divergence(p);
#endif
#endif
  value = vec4(finite(map) ? map : notFinite, 0.0, 0.0, 1.0);
}
