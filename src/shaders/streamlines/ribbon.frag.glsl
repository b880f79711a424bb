#version 300 es
precision highp float;
precision highp int;

in float v_across;            // device pixels from the line's middle
in float v_share;             // width here as a share of the full one

uniform vec4 u_ink;
uniform vec4 u_halo;
uniform float u_halfWidth;    // device pixels
uniform float u_haloWidth;

layout(location = 0) out vec4 colour;

#pragma include ink

// Share of a pixel at this distance that a strip covers; strips thinner than a pixel fade instead.
float cover(float halfWidth) {
  float drawn = max(halfWidth, 0.5);
  return clamp(drawn + 0.5 - abs(v_across), 0.0, 1.0) * min(1.0, halfWidth / drawn);
}

void main() {
  vec4 own = inkAt();
  float ink = own.a * cover(u_halfWidth * v_share);
  float halo = u_halo.a * cover((u_halfWidth + u_haloWidth) * v_share);
  // The ink over its halo, as one colour: every line is drawn once.
  float alpha = ink + halo * (1.0 - ink);
  colour = vec4((own.rgb * ink + u_halo.rgb * halo * (1.0 - ink)) / max(alpha, 1e-6), alpha);
}
