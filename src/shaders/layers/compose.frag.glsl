#version 300 es
precision highp float;
precision highp int;
#pragma include options

// The picture below, with smeared noise, and particles over it.
uniform highp sampler2D u_base;
uniform int u_rows;
#if LIC
uniform highp sampler2D u_lic;
uniform int u_border;
uniform vec3 u_weights;       // of the three sums
#endif
#if TRAILS || DENSITY
uniform highp sampler2D u_marks;
uniform highp sampler2D u_covers;   // 256ths of what is below, by age or count
uniform ivec3 u_ink;
#endif
#if TRAILS
uniform float u_now;
uniform float u_faded;        // the age at which nothing is left
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
#if TRAILS || DENSITY
  float mark = texelFetch(u_marks, place, 0).x;
#if TRAILS
  int entry = int(min(u_now - mark, u_faded));
#else
  int entry = int(mark * 255.0 + 0.5);
#endif
  // Whole numbers: compose-pixels.ts comes to the same bytes.
  int cover = int(texelFetch(u_covers, ivec2(entry, 0), 0).x * 255.0 + 0.5);
  ivec3 below = ivec3(rgb * 255.0 + 0.5);
  rgb = vec3((below * (256 - cover) + u_ink * cover + 128) >> 8) / 255.0;
#endif
  colour = vec4(rgb, 1.0);
}
