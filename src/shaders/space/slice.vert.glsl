precision highp float;

// A plane across the box, at a place that is told.
uniform mat4 u_clip;
uniform vec3 u_at;

in vec3 position;             // of the unit box's face at 0
in vec3 normal;               // the axis
out vec3 v_place;
flat out vec3 v_normal;

void main() {
  v_place = position + normal * dot(u_at, normal);
  v_normal = normal;
  gl_Position = u_clip * vec4(v_place, 1.0);
}
