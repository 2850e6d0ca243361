/**
 * The HDR endpoint modes from free endpoints to integers: the error they report is that of what the integers decode to,
 * ends that a mode can say come back as they are, and every submode is reached.
 */
import { describe, expect, it } from 'vitest';
import { readCheckModule } from '../support/check-wasm.js';
import { Rng } from '../support/rng.js';
import { TwinChecker } from './search-kernels.js';
import { prepareInstance } from './search-walk.js';

const FOOTPRINT_6X6 = 4;
const PROFILES = { 'hdr-rgb': 2, hdr: 3 } as const;
const [QUANT_6, QUANT_8, QUANT_256] = [4, 5, 20];
const LUMA_SMALL = 3;
const SCALE = 7;
const DIRECT = 11;
const DIRECT_LDR_ALPHA = 14;
const DIRECT_HDR_ALPHA = 15;

/** Offsets into an endpoint fit: free ends and forms of r g b a, what no alpha costs, how ends follow each other. */
const FIT = { free0: 0, free1: 16, a: 32, b: 48, d: 64, opaque: 84, follow1: 96, follow0: 112, greyKnown: 152 };
const UNITS = 16;

type Ends = readonly [number[], number[]];

/** The check binary with a 6x6 block of an HDR profile at hand. */
class Quantizer {
  readonly #checker = new TwinChecker(readCheckModule('check-search'), new Map());
  readonly #fit: number;
  readonly #room: number;

  constructor(profile: keyof typeof PROFILES) {
    this.#room = prepareInstance(this.#checker, FOOTPRINT_6X6).pixelsPtr;
    const status = this.#checker.call('configureEncoder', FOOTPRINT_6X6, PROFILES[profile], 0, 60, 1, 1, 1, 1);
    expect(status).toBe(0);
    this.#fit = this.#checker.call('stageEndpointFit', 0);
  }

  get #view(): DataView {
    const bytes = this.#checker.bytes();
    return new DataView(bytes.buffer, bytes.byteOffset);
  }

  /** Puts free ends (units of 12 bits) and one form for all components in place. */
  place([end0, end1]: Ends, a: number, b: number, d: number): void {
    const view = this.#view;
    const put = (offset: number, component: number, value: number) =>
      view.setFloat32(this.#fit + offset + 4 * component, value, true);
    for (let component = 0; component < 4; component++) {
      put(FIT.free0, component, end0[component]! / UNITS);
      put(FIT.free1, component, end1[component]! / UNITS);
      put(FIT.a, component, a);
      put(FIT.b, component, b);
      put(FIT.d, component, d);
      put(FIT.follow1, component, b / d);
      put(FIT.follow0, component, b / a);
    }
    put(FIT.opaque, 0, 0);
    view.setInt32(this.#fit + FIT.greyKnown, 0, true);
  }

  /** Best integers of a mode: their error, in squared steps, the integers and the ends they decode to. */
  quantize(cem: number, level: number): { error: number; integers: number[]; ends: Ends } {
    const error = this.#checker.call('quantizeEndpoints', cem, level, 0, 1e30);
    const uvalues = this.#checker.call('stageModeUvalues');
    const integers = [...this.#checker.bytes().slice(uvalues, uvalues + 8)];
    return { error, integers, ends: this.decode(cem, integers) };
  }

  decode(cem: number, integers: readonly number[]): Ends {
    this.#checker.bytes().set(integers, this.#room);
    this.#checker.call('decodeEndpoints', cem, this.#room, this.#room + 16);
    const words = new Uint16Array(this.#checker.bytes().slice(this.#room + 16, this.#room + 32).buffer);
    return [[...words.slice(0, 4)], [...words.slice(4)]];
  }

  /** Whether every integer is a uvalue of a level. */
  areOnLevel(level: number, integers: readonly number[]): boolean {
    const row = this.#checker.call('stageColorRow', level);
    return integers.every((integer) => this.#checker.bytes()[row + integer] === integer);
  }
}

/** Components that a mode stores. */
function storedCount(cem: number): number {
  return cem >= DIRECT_LDR_ALPHA ? 4 : 3;
}

/** What ends cost by the form, in squared steps. */
function formError(ends: Ends, free: Ends, count: number, a: number, b: number, d: number): number {
  let error = 0;
  for (let component = 0; component < count; component++) {
    const p = (ends[0][component]! - free[0][component]!) / UNITS;
    const q = (ends[1][component]! - free[1][component]!) / UNITS;
    error += a * p * p + 2 * b * p * q + d * q * q;
  }
  return error;
}

const MODES = [2, LUMA_SMALL, SCALE, DIRECT, DIRECT_LDR_ALPHA, DIRECT_HDR_ALPHA];

/** The submode that integers name: for mode 11 eight and plain ends, for mode 7 six, for mode 3 two, for alpha four. */
function submodeOf(cem: number, v: readonly number[]): string {
  if (cem === LUMA_SMALL) return `3.${v[0]! >> 7}`;
  if (cem === SCALE) {
    const bits = (v[0]! >> 6) | ((v[1]! >> 7) << 2) | ((v[2]! >> 7) << 3);
    return `7.${bits === 15 ? 5 : bits >= 12 ? 4 : bits & 3}`;
  }
  if (cem < DIRECT) return `${cem}`;
  const isPlain = v[4]! >= 128 && v[5]! >= 128;
  const colors = isPlain ? 'plain' : `${(v[1]! >> 7) | ((v[2]! >> 7) << 1) | ((v[3]! >> 7) << 2)}`;
  return cem === DIRECT_HDR_ALPHA ? `11.${colors} 15.${(v[6]! >> 7) | ((v[7]! >> 7) << 1)}` : `11.${colors}`;
}

/** Ends around each other: components within `spread` of a base, end 1 up to `reach` above. */
function randomEnds(rng: Rng): Ends {
  const base = 100 + rng.below(3200);
  const spread = 2 ** rng.between(1, 11);
  const reach = 2 ** rng.between(1, 11);
  const differ = 2 ** rng.between(0, 10);
  const rise = rng.below(reach);
  const end1 = [0, 1, 2, 3].map(() => Math.min(3900, base + rng.below(spread)));
  const end0 = end1.map((end) => Math.max(0, Math.min(3900, end - rise + rng.between(-differ, differ))));
  return [end0, end1];
}

describe.each(Object.keys(PROFILES) as (keyof typeof PROFILES)[])('HDR endpoint modes, %s', (profile) => {
  it.each(MODES)('mode %i reports the error of what its integers decode to', (cem) => {
    const quantizer = new Quantizer(profile);
    const rng = Rng.named(`hdr endpoints ${cem}`);
    let found = 0;
    for (let round = 0; round < 4000; round++) {
      const free = randomEnds(rng);
      if (cem === DIRECT_LDR_ALPHA)
        free.forEach((end) => {
          end[3] = rng.below(255 * UNITS);
        });
      const [a, d] = [1 + rng.below(30), 1 + rng.below(30)];
      const b = rng.below(Math.floor(Math.sqrt(a * d)));
      const level = rng.between(QUANT_6, QUANT_256);
      quantizer.place(free, a, b, d);
      const { error, integers, ends } = quantizer.quantize(cem, level);
      if (error > 1e29) continue;
      found++;
      // Grey and scaled modes are priced against the ends, too, not against the best grey ones.
      const expected = formError(ends, free, storedCount(cem), a, b, d);
      expect(Math.abs(error - expected), `round ${round}: ${error}, ${expected}`).toBeLessThan(1e-3 + 2e-5 * expected);
      expect(quantizer.areOnLevel(level, integers), `round ${round}: ${integers} at level ${level}`).toBe(true);
    }
    expect(found).toBeGreaterThan(400);
  });

  it.each([SCALE, DIRECT, DIRECT_HDR_ALPHA])('ends that mode %i can say come back as they are', (cem) => {
    const quantizer = new Quantizer(profile);
    const rng = Rng.named(`hdr exact ${cem}`);
    const reached = new Set<string>();
    for (let round = 0; round < 6000; round++) {
      const integers = [...rng.bytes(8)];
      if (cem === SCALE) integers.fill(0, 4);
      if (cem === DIRECT) integers.fill(0, 6);
      const wanted = quantizer.decode(cem, integers);
      // Ends at the limits may have been clamped there, which no submode says of them.
      if (wanted.some((end) => end.some((value) => value === 0 || value === 0xfff))) continue;
      // What falls along the major component has plain ends only.
      const major = [0, 1, 2].reduce((best, c) => (wanted[1][c]! > wanted[1][best]! ? c : best), 0);
      if (cem !== SCALE && wanted[0][major]! > wanted[1][major]!) continue;
      // Of two majors the first is taken, whose extent may need another submode.
      if (cem !== SCALE && [0, 1, 2].some((c) => c !== major && wanted[1][c] === wanted[1][major])) continue;
      quantizer.place(wanted, 9, 4, 9);
      const { error, integers: found } = quantizer.quantize(cem, QUANT_256);
      reached.add(submodeOf(cem, found));
      if (cem === SCALE) expect(error, `${integers}`).toBeLessThan(1e-3);
      else if (!submodeOf(cem, found).startsWith('11.plain')) expect(error, `${integers} ${found}`).toBeLessThan(1e-3);
    }
    const names = [...reached].map((name) => name.split(' ')[0]!);
    expect(new Set(names).size).toBeGreaterThan(cem === SCALE ? 5 : 7);
  });

  it('reaches every submode', () => {
    const quantizer = new Quantizer(profile);
    const rng = Rng.named('hdr submodes');
    const reached = new Set<string>();
    for (let round = 0; round < 20_000; round++) {
      quantizer.place(randomEnds(rng), 9, 4, 9);
      const cem = rng.pick(MODES);
      const { error, integers } = quantizer.quantize(cem, rng.between(QUANT_8, QUANT_256));
      if (error < 1e29) for (const name of submodeOf(cem, integers).split(' ')) reached.add(name);
    }
    const direct = [0, 1, 2, 3, 4, 5, 6, 7, 'plain'].map((mode) => `11.${mode}`);
    const scale = [0, 1, 2, 3, 4, 5].map((mode) => `7.${mode}`);
    const alpha = [0, 1, 2, 3].map((mode) => `15.${mode}`);
    expect([...reached].sort()).toEqual(['2', '3.0', '3.1', ...scale, ...direct, ...alpha].sort());
  });
});
