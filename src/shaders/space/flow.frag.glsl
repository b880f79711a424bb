// A line or a tube, in the colours of the map on its axis or in ink; comes after `valueAt` where it has the map.
precision highp float;
precision highp int;

in vec3 v_unit;
#if TUBE
in vec3 v_normal;
in vec3 v_eye;
#else
in float v_side;
#endif
#if !MAP
uniform vec4 u_flowInk;
uniform vec4 u_flowHalo;
layout(location = 0) out vec4 colour;
#endif

void main() {
#if MAP
  vec3 own = colourOf(valueAt(v_unit), vec2(0.0)).rgb;
#else
  vec3 own = u_flowInk.rgb;
#endif
#if TUBE
  // Lit from the eye: what turns away is darker, and tubes stand off from slices in their colours.
  float light = 0.42 + 0.58 * abs(dot(normalize(v_normal), normalize(v_eye)));
#if !MAP
  own = mix(own, u_flowHalo.rgb, 0.5);
#endif
  colour = vec4(own * light, 1.0);
#elif MAP
  colour = vec4(own * mix(1.0, 0.3, smoothstep(0.5, 0.85, abs(v_side))), 1.0);
#else
  colour = vec4(mix(own, u_flowHalo.rgb, smoothstep(0.5, 0.7, abs(v_side))), 1.0);
#endif
}
