#version 300 es
precision highp float;
precision highp int;
#pragma include field

// The field's direction at each pixel: a unit vector to the right and down, zero where there is none.
in vec2 v_offset;
flat in vec2 v_centre;

layout(location = 0) out vec4 direction;

bool finite(float x) {
  return (floatBitsToUint(x) & 0x7f800000u) != 0x7f800000u;
}

void main() {
  vec2 F = field(v_centre + v_offset);
  float size = max(abs(F.x), abs(F.y));
  direction = vec4(0.0);
  if (!finite(F.x) || !finite(F.y) || size == 0.0) return;
  F /= size;
  direction.xy = vec2(F.x, -F.y) * inversesqrt(dot(F, F));
}
