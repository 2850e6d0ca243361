/** HDR alpha of mode 15: a base and a signed way, in three submodes, or two ends of 7 bits. */
import { MODE_UVALUES } from './endpoint-pair';
import { END_MAX, clampEnd, endsError, follow1, freeUnits0, freeUnits1, nearestIn } from './hdr-ends';
import { PLAIN_ALPHA, finestAlpha, signedReach } from '../tables/hdr-submodes';
import { keepTop, keepsBits } from '../tables/kept-bits';

const ALPHA: i32 = 3;
/** Best integers at a level, to the last two of MODE_UVALUES; returns their error. */
export function quantizeHdrAlpha(level: i32, fit: usize): f32 {
  let mode = finestAlpha(signedReach(freeUnits1(fit, ALPHA) - freeUnits0(fit, ALPHA)));
  if (mode != PLAIN_ALPHA && !keepsBits(mode + 2, level)) mode = keepsBits(2, level) ? 0 : PLAIN_ALPHA;
  return mode == PLAIN_ALPHA ? quantizePlain(level, fit) : quantizeWay(mode, level, fit);
}

/** Integer 7 has the top bit of the submode, then the high bits of the base, then the way. */
function quantizeWay(mode: i32, level: i32, fit: usize): f32 {
  const shift = 4 - mode;
  const scale: f32 = 1.0 / <f32>(1 << shift);
  const free0 = freeUnits0(fit, ALPHA);
  const wanted = nearestIn(free0 * scale, 0, END_MAX >> shift);
  const v6 = keepTop(1, level, ((mode & 1) << 7) | (wanted & 0x7f));
  const base = (wanted & ~0x7f) | (v6 & 0x7f);
  const end0 = base << shift;
  const wayMask = 0x3f >> mode;
  const half = (wayMask + 1) >> 1;
  const way = nearestIn((follow1(fit, ALPHA, <f32>end0 - free0) - <f32>end0) * scale, -half, half - 1);
  const top = ((mode >> 1) << 7) | ((base >> 7) << (6 - mode));
  const v7 = keepTop(mode + 2, level, top | (way & wayMask));
  const stored = ((v7 & wayMask) ^ half) - half;
  store<u16>(MODE_UVALUES, <u16>(v6 | (v7 << 8)), 6);
  return endsError(fit, ALPHA, end0, clampEnd(end0 + (stored << shift)));
}

function quantizePlain(level: i32, fit: usize): f32 {
  const free0 = freeUnits0(fit, ALPHA);
  const v6 = keepTop(1, level, 0x80 | nearestIn(free0 * (1.0 / 32.0), 0, 127));
  const end0 = (v6 & 0x7f) << 5;
  const v7 = keepTop(1, level, 0x80 | nearestIn(follow1(fit, ALPHA, <f32>end0 - free0) * (1.0 / 32.0), 0, 127));
  store<u16>(MODE_UVALUES, <u16>(v6 | (v7 << 8)), 6);
  return endsError(fit, ALPHA, end0, (v7 & 0x7f) << 5);
}
