#version 300 es
precision highp float;
precision highp int;

in vec2 v_place;

uniform vec4 u_ink;
uniform vec4 u_halo;
uniform float u_pixelRatio;
uniform float u_haloWidth;    // CSS pixels

layout(location = 0) out vec4 colour;

#pragma include ink

// Tip, notch and barbs of a swept arrowhead, CSS pixels along and across from its middle.
const float tip = 5.2;
const float back = -4.2;
const float notch = -2.0;
const float barb = 3.3;

// Distance inside the line through a and b, its inner side to the left.
float inside(vec2 p, vec2 a, vec2 b) {
  vec2 edge = b - a;
  return (edge.x * (p.y - a.y) - edge.y * (p.x - a.x)) / length(edge);
}

void main() {
  vec2 p = vec2(v_place.x, abs(v_place.y));
  float flank = inside(p, vec2(back, barb), vec2(tip, 0.0)) * -1.0;
  float rear = inside(p, vec2(notch, 0.0), vec2(back, barb)) * -1.0;
  float edge = min(flank, rear);
  vec4 own = inkAt();
  float ink = own.a * clamp(edge * u_pixelRatio + 0.5, 0.0, 1.0);
  float halo = u_halo.a * clamp((edge + u_haloWidth) * u_pixelRatio + 0.5, 0.0, 1.0);
  float alpha = ink + halo * (1.0 - ink);
  colour = vec4((own.rgb * ink + u_halo.rgb * halo * (1.0 - ink)) / max(alpha, 1e-6), alpha);
}
