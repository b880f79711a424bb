precision highp float;
precision highp int;
#pragma include field

// Carries every particle on by a step of Runge and Kutta's classical rule, or by several. A particle is its place in the
// unit box, and when in a life it was first placed; less than 0 where it is not seen.
uniform highp sampler2D u_particles;
uniform vec3 u_low;
uniform vec3 u_size;
uniform float u_step;         // flow time, of each time that the rule is taken
uniform int u_substeps;
uniform int u_stages;         // 4; not a constant, or compilers would write the field out four times
uniform int u_columns;
uniform int u_serial;         // of the step
uniform int u_life;           // steps
uniform uvec2 u_key;

layout(location = 0) out vec4 particle;

// Of the box, that a particle may go in a step: farther is over a pole.
const float farthest = 0.2;

bool finite(vec3 p) {
  return all(notEqual(floatBitsToUint(p) & 0x7f800000u, uvec3(0x7f800000u)));
}

float share(uint bits) {
  return float(bits >> 8) * 5.9604645e-8;
}

// Where a life begins, as particle-starts.ts has it.
vec3 born(uint index, uint life) {
  uvec2 first = threefry2x32(u_key, uvec2(index, 2u * life));
  uvec2 second = threefry2x32(u_key, uvec2(index, 2u * life + 1u));
  return vec3(share(first.x), share(first.y), share(second.x));
}

void main() {
  ivec2 cell = ivec2(gl_FragCoord.xy);
  uint index = uint(cell.y * u_columns + cell.x);
  vec4 before = texelFetch(u_particles, cell, 0);
  vec3 at = before.xyz;
  bool defined = true;
  for (int part = 0; part < u_substeps; part++) {
    vec3 sum = vec3(0.0);
    vec3 slope = vec3(0.0);
    for (int stage = 0; stage < u_stages; stage++) {
      float ahead = stage == 0 ? 0.0 : stage == 3 ? 1.0 : 0.5;
      slope = field(u_low + u_size * (at + u_step * ahead * slope)) / u_size;
      sum += slope * (stage == 0 || stage == 3 ? 1.0 : 2.0);
      if (part + stage == 0) defined = finite(slope);
    }
    at += sum * (u_step / 6.0);
  }
  vec3 moved = at - before.xyz;
  bool carried = finite(at) && dot(moved, moved) < farthest * farthest;
#if DENSITY
  // Where a step would jump over a pole, a particle stays where it is; where the field has no value there is none.
  particle = carried ? vec4(at, 0.0) : vec4(before.xyz, defined ? 0.0 : -1.0);
#else
  int offset = int(before.w < 0.0 ? -1.0 - before.w : before.w);
  int age = u_serial + 1 + offset;
  bool inside = all(greaterThanEqual(at, vec3(0.0))) && all(lessThanEqual(at, vec3(1.0)));
  bool ends = age % u_life == 0;
  if (ends || !carried || !inside) {
    // Lives that end early go on elsewhere. They are not seen before they are carried: many are born where there is nothing.
    uint life = ends ? uint(age / u_life) : 0x40000000u + uint(u_serial);
    particle = vec4(born(index, life), -1.0 - float(offset));
  } else {
    particle = vec4(at, float(offset));
  }
#endif
}
