uniform highp sampler2D u_places;

// How much of each particle is seen through what its ray gathers before it.
void main() {
  vec4 particle = texelFetch(u_places, ivec2(gl_FragCoord.xy), 0);
  if (particle.w >= 0.0) {
    vec3 along = rayTo(particle.xyz);
    vec3 from = particle.xyz - along;
    vec2 span = spanOf(from, along);
    march(from, along, span.x, min(span.y, 1.0), 0.5);
  }
  colour = vec4(clear);
}
