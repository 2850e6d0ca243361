// Quant levels of colors and weights, both ways, by the tables. Spec: KDFS 1.4, ASTC "Endpoint Unquantization",
// "Weight Unquantization".

// Uvalue 0..255 of a color's pvalue; levels QUANT_6 and up.
fn unquantizeColor(quantLevel: u32, pvalue: u32) -> u32 {
  return integers[COLOR_LEVELS + 256u * quantLevel + pvalue] >> 16u;
}

// Uvalues of the four pvalues in the bytes of a word.
fn unquantizeColors(quantLevel: u32, pvalues: u32) -> vec4u {
  let bytes = (vec4u(pvalues) >> vec4u(0u, 8u, 16u, 24u)) & vec4u(255u);
  return vec4u(
    unquantizeColor(quantLevel, bytes.x),
    unquantizeColor(quantLevel, bytes.y),
    unquantizeColor(quantLevel, bytes.z),
    unquantizeColor(quantLevel, bytes.w),
  );
}

// Nearest uvalue to a value 0..255, and its pvalue.
fn quantizeColor(quantLevel: u32, value: u32) -> vec2u {
  let entry = integers[COLOR_LEVELS + 256u * quantLevel + value];
  return vec2u(entry & 255u, (entry >> 8u) & 255u);
}

// Uvalue 0..64 of the weight of a rank.
fn unquantizeWeight(quantLevel: u32, rank: u32) -> u32 {
  return integers[WEIGHT_LEVELS + 32u * quantLevel + rank] & 255u;
}
