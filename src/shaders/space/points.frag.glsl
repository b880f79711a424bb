uniform float u_point;
uniform float u_cover;        // of what is below
uniform vec4 u_ink;
uniform vec3 u_ground;

flat in float v_clear;
flat in float v_value;
flat in float v_far;

// What is farther stands out less, where colours say nothing else.
const float haze = 0.6;

void main() {
  float cover = clamp(0.5 + u_point * (0.5 - length(gl_PointCoord - 0.5)), 0.0, 1.0);
  if (cover < 0.25) discard;
#if COLOURED
  colour = vec4(colourOf(v_value, vec2(0.0)).rgb, 1.0);
#else
  colour = vec4(mix(u_ink.rgb, u_ground, haze * v_far), 1.0);
#endif
  colour.a = cover * u_cover * v_clear;
}
