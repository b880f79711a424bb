// A piece of a line, of some pixels' width: both ends know their direction, so that pieces join without gaps.
const float width = 3.4;      // CSS pixels, with the rim

in vec3 position;             // which end, and which side: −1 or 1
in vec4 here;                 // the point, and the radius of a tube; w of the direction is 0 where a line ends
in vec4 along;
in vec4 there;
in vec4 onwards;
out vec3 v_unit;
out float v_side;

void main() {
  bool first = position.x < 0.5;
  v_unit = first ? here.xyz : there.xyz;
  v_side = position.y;
  vec4 clip = u_clip * vec4(v_unit, 1.0);
  vec4 way = u_clip * vec4((first ? along.xyz : onwards.xyz) / u_size, 0.0);
  vec2 screen = (way.xy * clip.w - clip.xy * way.w) * u_half;
  vec2 across = length(screen) > 1e-9 ? normalize(vec2(-screen.y, screen.x)) : vec2(0.0);
  clip.xy += across * position.y * 0.5 * width / u_half * clip.w;
  // What lies in a slice is drawn over it.
  clip.z -= 2e-3 * clip.w;
  gl_Position = along.w > 0.5 ? clip : vec4(0.0, 0.0, 2.0, 1.0);
}
