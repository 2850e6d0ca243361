// A mip level of the one above: the mean of the area that a texel covers, in linear light, colors by their alpha.

struct Settings {
  size: vec2u,
  nextSize: vec2u,
  // 1: the numbers are sRGB.
  isSrgb: u32,
}

@group(0) @binding(0) var<uniform> settings: Settings;
@group(0) @binding(1) var level: texture_2d<f32>;
@group(0) @binding(2) var next: texture_storage_2d<rgba8unorm, write>;

// Share of texel `at` in the span from `begin` to `end`.
fn share(at: u32, begin: f32, end: f32) -> f32 {
  return max(0.0, min(end, f32(at) + 1.0) - max(begin, f32(at)));
}

@compute @workgroup_size(8, 8) fn main(@builtin(global_invocation_id) id: vec3u) {
  if (any(id.xy >= settings.nextSize)) {
    return;
  }
  let scale = vec2f(settings.size) / vec2f(settings.nextSize);
  let begin = vec2f(id.xy) * scale;
  let end = begin + scale;
  let last = min(vec2u(ceil(end)), settings.size);
  var color = vec3f(0.0);
  var visible = vec3f(0.0);
  var alpha = 0.0;
  var area = 0.0;
  for (var y = u32(begin.y); y < last.y; y++) {
    for (var x = u32(begin.x); x < last.x; x++) {
      let texel = textureLoad(level, vec2u(x, y), 0);
      let part = share(x, begin.x, end.x) * share(y, begin.y, end.y);
      var light = texel.rgb;
      if (settings.isSrgb == 1u) {
        light = toLinear(light);
      }
      color += light * part;
      visible += light * part * texel.a;
      alpha += texel.a * part;
      area += part;
    }
  }
  // Where nothing is visible the colors under it still have a mean.
  var mean = select(color / area, visible / max(alpha, 1e-6), alpha > 1e-6);
  if (settings.isSrgb == 1u) {
    mean = fromLinear(mean);
  }
  textureStore(next, id.xy, vec4f(mean, alpha / area));
}
