#version 300 es
precision highp float;
precision highp int;
#pragma include options

// The picture below, with smeared noise, and particles over it.
uniform sampler2D u_base;
uniform int u_rows;
#if LIC
uniform sampler2D u_lic;
uniform int u_border;
uniform vec3 u_weights;       // of the three sums
#endif
#if TRAILS || DENSITY
uniform sampler2D u_marks;
uniform vec4 u_ink;
#endif
#if TRAILS
uniform float u_now;
uniform float u_fade;         // one over the time in which a trail fades
#endif
#if DENSITY
uniform float u_each;         // what of the ground one particle leaves free
#endif

layout(location = 0) out vec4 colour;

void main() {
  ivec2 pixel = ivec2(gl_FragCoord.xy);
  // The canvas counts rows from below, layers from the top.
  ivec2 place = ivec2(pixel.x, u_rows - 1 - pixel.y);
  vec3 rgb = texelFetch(u_base, pixel, 0).rgb;
#if LIC
  float grain = dot(texelFetch(u_lic, place + u_border, 0).rgb - 0.5, u_weights);
  rgb = grain > 0.0 ? mix(rgb, vec3(1.0), min(grain, 0.8)) : rgb * (1.0 + max(grain, -0.8));
#endif
#if TRAILS
  float left = clamp(1.0 - (u_now - texelFetch(u_marks, place, 0).x) * u_fade, 0.0, 1.0);
  rgb = mix(rgb, u_ink.rgb, u_ink.a * left * left);
#endif
#if DENSITY
  float count = floor(texelFetch(u_marks, place, 0).x * 255.0 + 0.5);
  rgb = mix(rgb, u_ink.rgb, u_ink.a * (1.0 - pow(u_each, count)));
#endif
  colour = vec4(rgb, 1.0);
}
