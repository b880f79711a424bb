precision highp float;

// The cube from −1 to 1, or the ball that is blown up from it, where a body is in the unit box.
uniform mat4 u_clip;
uniform vec3 u_bodyCentre;
uniform vec3 u_bodyHalf;
uniform float u_round;        // 1 where it is a ball

in vec3 position;
out vec3 v_own;

void main() {
  v_own = u_round > 0.5 ? normalize(position) : position;
  gl_Position = u_clip * vec4(u_bodyCentre + v_own * u_bodyHalf, 1.0);
}
