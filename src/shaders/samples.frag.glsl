#version 300 es
precision highp float;
precision highp int;

// Gathers the values at the pixels listed in u_pixels into one small target, so that they can be read back.
uniform highp sampler2D u_values;
uniform highp sampler2D u_pixels;

layout(location = 0) out vec4 value;

void main() {
  vec2 pixel = texelFetch(u_pixels, ivec2(gl_FragCoord.xy), 0).xy;
  value = vec4(texelFetch(u_values, ivec2(pixel + 0.5), 0).x, 0.0, 0.0, 1.0);
}
