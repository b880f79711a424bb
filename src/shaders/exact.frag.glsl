#version 300 es
precision highp float;
precision highp int;
#pragma include field

// The exact map's value at each pixel of a tile, NaN and ±inf as they come: who reads them looks at the exponent's bits.
// Row 0 of the target is the top row of the picture.
in vec2 v_offset;
flat in vec2 v_centre;

layout(location = 0) out vec4 value;

void main() {
  value = vec4(quantity(v_centre + v_offset), 0.0, 0.0, 1.0);
}
