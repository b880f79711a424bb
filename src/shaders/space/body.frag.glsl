in vec3 v_own;

// F·n where a body's surface is seen, n outward; comes after `field`.
uniform vec3 u_low;
uniform vec3 u_size;
uniform vec4 u_eye;
uniform vec3 u_bodyCentre;
uniform vec3 u_bodyHalf;
uniform float u_round;

void main() {
  vec3 own = v_own;
  // The gradient of what is 1 on the surface, of the ball or of the cube's face.
  vec3 steep;
  if (u_round > 0.5) {
    own = normalize(own);
    steep = own;
  } else {
    vec3 reach = abs(own);
    steep = sign(own) * step(max(reach.x, max(reach.y, reach.z)), reach);
  }
  vec3 normal = normalize(steep / (u_bodyHalf * u_size));
  vec3 unit = u_bodyCentre + own * u_bodyHalf;
  // What sticks out of the box is not seen.
  if (any(lessThan(unit, vec3(-1e-5))) || any(greaterThan(unit, vec3(1.0 + 1e-5)))) discard;
  float value = dot(field(u_low + u_size * unit), normal);
  vec3 towards = normalize(u_eye.w > 0.5 ? (u_eye.xyz - unit) * u_size : -u_eye.xyz * u_size);
  // The light is where the eye is; a surface is seen through least where it is seen from the side.
  float facing = dot(normal, towards);
  vec3 lit = colourOf(value, gl_FragCoord.xy / u_pixelRatio).rgb * (0.6 + 0.4 * abs(facing));
  float hidden = mix(0.92, facing > 0.0 ? 0.7 : 0.45, abs(facing));
  colour = vec4(lit * hidden, hidden);
}
