// Values at places of the unit box; comes after `quantity`.
uniform vec3 u_low;
uniform vec3 u_size;

float valueAt(vec3 unit) {
  return quantity(u_low + u_size * unit);
}
