#version 300 es
precision highp float;
precision highp int;
#pragma include field

// The map's value at each pixel of a tile, NaN and ±inf as they come: who reads them looks at the exponent's bits.
// Row 0 of the target is the top row of the picture.
in vec2 v_offset;
flat in vec2 v_centre;
#if MAP != EXACT
#if KEYS == SHARED
flat in vec3 v_moment;
#else
uniform sampler2D u_moments;  // sums of z0 z0, z0 z1, z1 z1 over the pixel's own probes, for this tile
uniform float u_drawn;        // how many probes the sums hold
#endif
#endif

layout(location = 0) out vec4 value;

void main() {
  vec2 p = v_centre + v_offset;
#if MAP == EXACT
  float map = quantity(p);
#else
#if KEYS == SHARED
  vec3 moment = v_moment;
#else
  vec3 moment = texelFetch(u_moments, ivec2(gl_FragCoord.xy), 0).xyz / u_drawn;
#endif
  vec4 J = jacobian(p);
  float map = moment.x * J.x + moment.y * (J.y + J.z) + moment.z * J.w;
#if MAP == ERROR
  map -= quantity(p);
#endif
#endif
  value = vec4(map, 0.0, 0.0, 1.0);
}
