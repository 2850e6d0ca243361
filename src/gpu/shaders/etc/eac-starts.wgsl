// Where descents of EAC start: tables with the multipliers that stretch them, or their inner part, over the values. The
// best few are kept, ascending by error, then by code.

struct EacEntry {
  error: u32,
  code: u32,
}

var<private> starts: array<EacEntry, EAC_STARTS>;
var<private> startCount: u32;

fn isEarlier(a: EacEntry, b: EacEntry) -> bool {
  return a.error < b.error || (a.error == b.error && a.code < b.code);
}

// Keeps a start if it is among the best.
fn keepStart(entry: EacEntry) {
  if (startCount == EAC_STARTS && !isEarlier(entry, starts[EAC_STARTS - 1u])) {
    return;
  }
  var place = min(startCount, EAC_STARTS - 1u);
  startCount = place + 1u;
  while (place > 0u) {
    let before = starts[place - 1u];
    if (!isEarlier(entry, before)) {
      break;
    }
    starts[place] = before;
    place -= 1u;
  }
  starts[place] = entry;
}

// A table with a multiplier, such that its modifiers from `low` to `high` lie about the middle of the values.
fn centred(table: i32, multiplier: i32, low: i32, high: i32) -> u32 {
  let inside = clamp(multiplier, 0, 15);
  let factor = select(inside * UNIT, UNIT >> 3u, inside == 0);
  let center = (lowest + highest - factor * (low + high) - 2 * BIAS + UNIT) >> 1u;
  return codeOf(table, inside, select(center, center >> 3u, UNIT == 8));
}

// Tries every table and part with the two multipliers that suit it.
fn findStarts() {
  startCount = 0u;
  let range = highest - lowest;
  for (var trial = 0u; trial < EAC_PARTS * EAC_TABLES * 2u; trial++) {
    let part = tables[EAC_PARTS_AT + trial / (2u * EAC_TABLES)];
    let table = tables[EAC_ORDER_AT + (trial >> 1u) % EAC_TABLES];
    var lows = eacModifiers(table, 0u);
    var highs = eacModifiers(table, 1u);
    let low = lows[3u - (part & 3u)];
    let high = highs[3u - (part >> 2u)];
    let multiplier = range / max((high - low) * UNIT, 1);
    let code = centred(i32(table), multiplier + i32(trial & 1u), low, high);
    keepStart(EacEntry(measureEac(code), code));
  }
}
