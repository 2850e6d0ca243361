// Mode H of a punched block: the base that mode T proposed for its line as first, the isolated color as second less d.
// The order of the bases tells the distance and nothing can be swapped.

// Levels that show the mean of a group once mode H has taken the distance away.
fn raisedLevels(mean: vec3i, distance: i32) -> u32 {
  return meanLevels(min(vec3i(2040), mean + vec3i(8 * distance)));
}

fn raisedOf(line: Split, isolatedMean: vec3i) -> Split {
  return Split(line.second, raisedLevels(isolatedMean, colorDistance(line.index)), line.index);
}
