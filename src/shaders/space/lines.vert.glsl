precision highp float;

// Lines of some pixels' width: each is a quad, whose corners know both of its ends.
uniform mat4 u_clip;
uniform vec2 u_half;          // half the picture, in CSS pixels
uniform float u_width;        // CSS pixels
uniform float u_lift;         // of z, towards the eye by a pixel

in vec3 position;             // this end
in vec3 other;                // the other one
in float side;                // −1 or 1

void main() {
  vec4 here = u_clip * vec4(position, 1.0);
  vec4 there = u_clip * vec4(other, 1.0);
  vec2 along = (there.xy / there.w - here.xy / here.w) * u_half;
  vec2 across = length(along) > 1e-6 ? normalize(vec2(-along.y, along.x)) : vec2(0.0);
  gl_Position = here;
  gl_Position.xy += across * side * 0.5 * u_width / u_half * here.w;
  // What lies in a slice is drawn over it.
  gl_Position.z += u_lift;
}
