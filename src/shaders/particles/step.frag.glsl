#version 300 es
precision highp float;
precision highp int;
#pragma include field

// Carries every particle on by one step of Runge and Kutta's classical rule. A particle is its place and the place it came
// from, in world units from u_origin, y up.
uniform highp sampler2D u_particles;
uniform vec2 u_origin;
uniform vec2 u_middle;        // of the area that particles live in, from the origin
uniform vec2 u_halfSize;
uniform float u_step;         // flow time
uniform float u_farthest;     // world units that a particle may go in a step
uniform ivec2 u_births;       // lives begun before the step, and the step's serial
uniform vec2 u_life;          // the share of a life that has passed at the step's beginning and at its end
uniform int u_columns;
uniform int u_stages;         // 4; not a constant, or compilers would write the field out four times
uniform float u_begin;        // 1 where the particles are to be placed for the first time

layout(location = 0) out vec4 particle;

bool finite(vec2 p) {
  return all(notEqual(floatBitsToUint(p) & 0x7f800000u, uvec2(0x7f800000u)));
}

// The finaliser of MurmurHash3.
uint mixed(uint bits) {
  bits ^= bits >> 16;
  bits *= 0x85ebca6bu;
  bits ^= bits >> 13;
  bits *= 0xc2b2ae35u;
  return bits ^ (bits >> 16);
}

float share(uint bits) {
  return float(bits >> 8) * 5.9604645e-8;
}

vec2 place(uint a, uint b) {
  return u_middle + (2.0 * vec2(share(a), share(b)) - 1.0) * u_halfSize;
}

vec2 born(uint index, uint life) {
  uint first = mixed(index ^ mixed(life + 0x9e3779b9u));
  return place(first, mixed(first + 0x27d4eb2fu));
}

void main() {
  ivec2 cell = ivec2(gl_FragCoord.xy);
  uint index = uint(cell.y * u_columns + cell.x);
#if DENSITY
  // Spread evenly by the golden ratio's relative in two dimensions (Roberts 2018): uneven beginnings would be taken for
  // the field's doing.
  if (u_begin > 0.0) {
    vec2 at = place(index * 3242174889u, index * 2447445413u);
    particle = vec4(at, at);
    return;
  }
#else
  if (u_begin > 0.0) {
    vec2 at = born(index, 0u);
    particle = vec4(at, at);
    return;
  }
  float offset = share(mixed(index + 0x51ed270bu));
  float before = floor(u_life.x + offset);
  float after = floor(u_life.y + offset);
  if (after > before) {
    vec2 at = born(index, uint(u_births.x) + uint(after));
    particle = vec4(at, at);
    return;
  }
#endif
  vec2 from = texelFetch(u_particles, cell, 0).xy;
  vec2 sum = vec2(0.0);
  vec2 slope = vec2(0.0);
  for (int stage = 0; stage < u_stages; stage++) {
    float ahead = stage == 0 ? 0.0 : stage == 3 ? 1.0 : 0.5;
    slope = field(u_origin + from + u_step * ahead * slope);
    sum += slope * (stage == 0 || stage == 3 ? 1.0 : 2.0);
  }
  vec2 moved = sum * (u_step / 6.0);
  vec2 to = from + moved;
#if DENSITY
  // Where the field has no value, or a step would jump over a pole, a particle stays where it is.
  bool carried = finite(to) && dot(moved, moved) < u_farthest * u_farthest;
  particle = carried ? vec4(to, from) : vec4(from, from);
#else
  vec2 away = abs(to - u_middle);
  bool alive = finite(to) && dot(moved, moved) < u_farthest * u_farthest && all(lessThanEqual(away, u_halfSize));
  vec2 again = alive ? to : born(index, uint(u_births.y) ^ 0x80000000u);
  particle = vec4(again, alive ? from : again);
#endif
}
