// The best candidate of a block, kept between passes and packed at the end: a symbolic block in 32 words.
const RECORD_WORDS = 32u;
// f32: its error, as a decoder shows it.
const RECORD_ERROR = 0u;
// Its block mode as in MODE_LISTS, or VOID_EXTENT: the color is then unorm16 in the first two color words.
const RECORD_MODE = 1u;
// partition count | plane 2 component + 1, or 0 << 4 | color quant level << 8 | seed << 16
const RECORD_CLASS = 2u;
// Color endpoint modes, a byte a partition.
const RECORD_CEMS = 3u;
// Color uvalues, 8 bytes a partition.
const RECORD_COLORS = 4u;
// Weight ranks, a byte each; of two planes, turn by turn.
const RECORD_WEIGHTS = 12u;
// What later passes ask about earlier ones, f32: the best error before two partitions were tried, the error off the
// line of the whole block, the best error of one partition and one plane.
const RECORD_SINGLE_ERROR = 28u;
const RECORD_LINE_ERROR = 29u;
const RECORD_PLANE_ERROR = 30u;
// Kind of block: distinct colors (9 for many) | two clusters << 8
const RECORD_KIND = 31u;

const VOID_EXTENT = 0xffffffffu;

fn recordFloat(block: u32, word: u32) -> f32 {
  return bitcast<f32>(records[block * RECORD_WORDS + word]);
}

fn setRecordFloat(block: u32, word: u32, value: f32) {
  records[block * RECORD_WORDS + word] = bitcast<u32>(value);
}
