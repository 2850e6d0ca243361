// Classes of the stages of two and three partitions: the patterns that ranking left.

fn chooseOf(block: u32) {
  let error = recordFloat(block, RECORD_ERROR);
  let limit = trialLimit(error, latitudeOf(block, error).tau);
  let start = block * CANDIDATE_WORDS;
  let count = candidates[start + CANDIDATE_PATTERN_COUNT];
  let patterns = select(settings.patterns3, settings.patterns2, PARTITION_COUNT == 2u);
  let keep = min(settings.partitionModes * patterns, PAIRS_MAX);
  for (var place = 0u; place < count; place++) {
    takePattern(candidates[start + CANDIDATE_PATTERNS + place]);
    fitClass(NO_COMPONENT);
    if (lineError < limit) {
      predictModes(place, keep, limit);
    }
  }
}
