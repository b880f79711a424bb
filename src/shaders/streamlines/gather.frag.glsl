#version 300 es
precision highp float;
precision highp int;

// Lays the points of a run out in one target, which is read back in one transfer: block after block downwards, the
// four targets of a step side by side.
uniform highp sampler2D u_even0, u_even1, u_even2, u_even3;
uniform highp sampler2D u_odd0, u_odd1, u_odd2, u_odd3;
uniform int u_rows;              // of a block
uniform int u_width;             // of a block

layout(location = 0) out vec4 points;

void main() {
  ivec2 at = ivec2(gl_FragCoord.xy);
  int target = at.x / u_width;
  int pass = at.y / u_rows;
  ivec2 place = ivec2(at.x % u_width, pass / 2 * u_rows + at.y % u_rows);
  bool even = pass % 2 == 0;
  if (target == 0) points = even ? texelFetch(u_even0, place, 0) : texelFetch(u_odd0, place, 0);
  else if (target == 1) points = even ? texelFetch(u_even1, place, 0) : texelFetch(u_odd1, place, 0);
  else if (target == 2) points = even ? texelFetch(u_even2, place, 0) : texelFetch(u_odd2, place, 0);
  else points = even ? texelFetch(u_even3, place, 0) : texelFetch(u_odd3, place, 0);
}
