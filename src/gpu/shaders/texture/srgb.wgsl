// The transfer function of sRGB, both ways (IEC 61966-2-1).

fn toLinear(color: vec3f) -> vec3f {
  let curve = pow((color + 0.055) / 1.055, vec3f(2.4));
  return select(curve, color / 12.92, color <= vec3f(0.04045));
}

fn fromLinear(light: vec3f) -> vec3f {
  let color = clamp(light, vec3f(0.0), vec3f(1.0));
  let curve = 1.055 * pow(color, vec3f(1.0 / 2.4)) - 0.055;
  return select(curve, color * 12.92, color <= vec3f(0.0031308));
}
