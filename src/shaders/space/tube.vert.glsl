// A piece of a tube: a ring of points at each end.
const float thinnest = 1.1;   // CSS pixels

in vec3 position;             // which end, and where on the ring
in vec4 here;
in vec4 along;
in vec3 normal;               // square to the direction
in vec4 there;
in vec4 onwards;
in vec3 normalThere;
out vec3 v_unit;
out vec3 v_normal;
out vec3 v_eye;

void main() {
  bool first = position.x < 0.5;
  vec4 end = first ? here : there;
  vec3 n = first ? normal : normalThere;
  vec3 t = first ? along.xyz : onwards.xyz;
  v_unit = end.xyz;
  v_normal = position.y * n + position.z * cross(t, n);
  v_eye = towardsEye(end.xyz);
  float radius = max(end.w, thinnest * pixelAt((u_clip * vec4(end.xyz, 1.0)).w));
  vec4 clip = u_clip * vec4(end.xyz + radius * v_normal / u_size, 1.0);
  gl_Position = along.w > 0.5 ? clip : vec4(0.0, 0.0, 2.0, 1.0);
}
