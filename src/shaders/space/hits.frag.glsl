uniform highp sampler2D u_from;
uniform highp sampler2D u_along;

// The first points of surfaces on rays of the unit box.
void main() {
  ivec2 ray = ivec2(gl_FragCoord.xy);
  vec3 from = texelFetch(u_from, ray, 0).xyz;
  vec3 along = texelFetch(u_along, ray, 0).xyz;
  vec2 span = spanOf(from, along);
  colour = march(from, along, span.x, span.y, 0.5);
}
