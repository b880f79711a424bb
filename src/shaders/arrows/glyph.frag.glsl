#version 300 es
precision highp float;

in vec2 v_place;
flat in float v_length;

uniform vec4 u_ink;
uniform vec4 u_halo;
uniform float u_pixelRatio;
uniform float u_haloWidth;    // CSS pixels

layout(location = 0) out vec4 colour;

// As in arrow-grid.ts.
const float shaft = 0.9;
const float head = 3.4;
const float headLength = 8.5;

void main() {
  float scale = min(1.0, v_length / (1.7 * headLength));
  float neck = 0.5 * v_length - headLength * scale;
  vec2 p = vec2(v_place.x, abs(v_place.y));
  // Inside the shaft, and inside the head: its flank and its rear.
  float stem = min(shaft * max(0.7, scale) - p.y, min(p.x + 0.5 * v_length, neck + 0.5 - p.x));
  float tilt = head / headLength;
  float flank = ((0.5 * v_length - p.x) * tilt - p.y) * inversesqrt(1.0 + tilt * tilt);
  float edge = max(stem, min(flank, p.x - neck));
  float ink = u_ink.a * clamp(edge * u_pixelRatio + 0.5, 0.0, 1.0);
  float halo = u_halo.a * clamp((edge + u_haloWidth) * u_pixelRatio + 0.5, 0.0, 1.0);
  float alpha = ink + halo * (1.0 - ink);
  colour = vec4((u_ink.rgb * ink + u_halo.rgb * halo * (1.0 - ink)) / max(alpha, 1e-6), alpha);
}
