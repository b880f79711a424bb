precision highp float;

// A plane across the box, at a place that is told.
uniform mat4 u_clip;
uniform vec3 u_at;

in vec3 position;             // of the unit box's face at 0
in vec3 normal;               // the axis
out vec3 v_unit;

void main() {
  v_unit = position + normal * dot(u_at, normal);
  gl_Position = u_clip * vec4(v_unit, 1.0);
}
