// Classes of the first stage: the whole block, one plane. Blocks of one color are done here.

fn chooseOf(block: u32) {
  if (varyingMask() == 0u) {
    storeConstant(block);
    return;
  }
  fitClass(NO_COMPONENT);
  setRecordFloat(block, RECORD_ERROR, INFINITE);
  setRecordFloat(block, RECORD_LINE_ERROR, lineError);
  predictModes(0u, min(settings.singleModes, PAIRS_MAX), INFINITE);
  appendBlock(WRITE_LIST, block);
}

// Every texel is the same color to 1/64 of an 8-bit step: it is stored as unorm16.
fn storeConstant(block: u32) {
  // The unorm8 target lies inside the step of 256 that decodes to the value.
  let color = vec4u(clamp(round(blockStatistics.low * 257.0), vec4f(0.0), vec4f(65535.0)));
  let start = block * RECORD_WORDS;
  setRecordFloat(block, RECORD_ERROR, 0.0);
  records[start + RECORD_MODE] = VOID_EXTENT;
  records[start + RECORD_COLORS] = color.x | (color.y << 16u);
  records[start + RECORD_COLORS + 1u] = color.z | (color.w << 16u);
}
