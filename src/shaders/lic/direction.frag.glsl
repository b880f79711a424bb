#version 300 es
precision highp float;
precision highp int;
#pragma include field

// The field's direction at each pixel: a unit vector to the right and down, zero where there is none. A pixel has its place
// from whole numbers: in varyings it is another by a rounding in every tile, and lines would come into other pixels.
uniform vec2 u_corner;        // of the target, pixels from the picture's middle
uniform vec2 u_centre;        // world coordinates of the picture's middle, rounded to float32
uniform vec2 u_rounding;      // what the rounding took away, pixels
uniform vec2 u_step;          // world units per pixel, along columns and along rows

layout(location = 0) out vec4 direction;

bool finite(float x) {
  return (floatBitsToUint(x) & 0x7f800000u) != 0x7f800000u;
}

void main() {
  vec2 F = field(u_centre + (gl_FragCoord.xy + u_corner + u_rounding) * u_step);
  float size = max(abs(F.x), abs(F.y));
  direction = vec4(0.0);
  if (!finite(F.x) || !finite(F.y) || size == 0.0) return;
  F /= size;
  direction.xy = vec2(F.x, -F.y) * inversesqrt(dot(F, F));
}
