import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { meaningOfProfile } from '../../src/images/icc.js';
import { curv, para, profile } from './icc-writer.js';

const XYZ_SRGB = {
  rXYZ: [0.43607, 0.22249, 0.01392],
  gXYZ: [0.38515, 0.71687, 0.09708],
  bXYZ: [0.14307, 0.06061, 0.7141],
};
const XYZ_ADOBE = {
  rXYZ: [0.60974, 0.31111, 0.01947],
  gXYZ: [0.20528, 0.62567, 0.06087],
  bXYZ: [0.14919, 0.06322, 0.74457],
};
const PARA_SRGB = para(3, [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045]);

function sampled(count: number, curve: (x: number) => number): number[] {
  return Array.from({ length: count }, (_, index) => Math.round(curve(index / (count - 1)) * 65535));
}

/** Whether pixels of this profile can stay as they are. */
const isSrgbProfile = (icc: Uint8Array) => meaningOfProfile(icc, false).kind === 'srgb';

const toLinear = (x: number): number => (x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4);

describe('profiles that are sRGB', () => {
  test.each([
    ['sRGB with a parametric curve', profile(XYZ_SRGB, PARA_SRGB), true],
    ['sRGB with a sampled curve', profile(XYZ_SRGB, curv(sampled(1024, toLinear))), true],
    ['sRGB with a coarse sampled curve', profile(XYZ_SRGB, curv(sampled(64, toLinear))), true],
    ['sRGB primaries with gamma 2.2', profile(XYZ_SRGB, curv([Math.round(2.2 * 256)])), false],
    ['sRGB primaries in linear light', profile(XYZ_SRGB, curv([])), false],
    ['sRGB primaries with a parametric gamma', profile(XYZ_SRGB, para(0, [1.8])), false],
    ['Adobe RGB', profile(XYZ_ADOBE, curv([563])), false],
    ['Adobe primaries with the sRGB curve', profile(XYZ_ADOBE, PARA_SRGB), false],
    ['a lookup table beside the matrix', profile(XYZ_SRGB, PARA_SRGB, { A2B0: Buffer.alloc(8) }), false],
    ['nothing', new Uint8Array(0), false],
  ])('%s', (_, icc, isSrgb) => {
    expect(isSrgbProfile(icc)).toBe(isSrgb);
  });

  test('agrees with the profiles an encoder embeds', async () => {
    for (const [name, isSrgb] of [
      ['srgb', true],
      ['p3', false],
    ] as const) {
      const png = await sharp(new Uint8Array(3), { raw: { width: 1, height: 1, channels: 3 } })
        .withIccProfile(name)
        .png()
        .toBuffer();
      expect([name, isSrgbProfile((await sharp(png).metadata()).icc!)]).toEqual([name, isSrgb]);
    }
  });

  test('a profile cut anywhere is not sRGB, and not an error', () => {
    const whole = profile(XYZ_SRGB, PARA_SRGB);
    const curveBytes = 32;
    for (let length = 0; length < whole.length - curveBytes; length++) {
      expect([length, isSrgbProfile(whole.subarray(0, length))]).toEqual([length, false]);
    }
  });
});

describe('profiles that are something else', () => {
  const encodingOf = (icc: Uint8Array) => {
    const meaning = meaningOfProfile(icc, false);
    if (meaning.kind !== 'encoded') throw new Error(`not encoded but ${meaning.kind}`);
    return meaning;
  };

  // ICC.1:2022, table "parametricCurveType function type encoding".
  test.each<[number, number[], (x: number) => number]>([
    [0, [1.8], (x) => x ** 1.8],
    [1, [2, 0.8, 0.2], (x) => (x >= -0.25 ? (0.8 * x + 0.2) ** 2 : 0)],
    [2, [2, 0.8, 0.1, 0.05], (x) => (x >= -0.125 ? (0.8 * x + 0.1) ** 2 + 0.05 : 0.05)],
    [3, [2.4, 0.9, 0.1, 0.2, 0.3], (x) => (x >= 0.3 ? (0.9 * x + 0.1) ** 2.4 : 0.2 * x)],
    [4, [2.4, 0.9, 0.1, 0.2, 0.3, 0.01, 0.02], (x) => (x >= 0.3 ? (0.9 * x + 0.1) ** 2.4 + 0.01 : 0.2 * x + 0.02)],
  ])('a parametric curve of type %i is what the table says', (type, parameters, curve) => {
    const { encoding, isLinear } = encodingOf(profile(XYZ_ADOBE, para(type, parameters)));
    for (const x of [0, 0.1, 0.29, 0.31, 0.5, 1]) expect(encoding.toLinear(x)).toBeCloseTo(curve(x), 3);
    expect(isLinear).toBe(false);
  });

  test('a curve of no points is linear light, one of a single number a gamma', () => {
    expect(encodingOf(profile(XYZ_ADOBE, curv([]))).isLinear).toBe(true);
    const { encoding, isLinear } = encodingOf(profile(XYZ_ADOBE, curv([Math.round(1.8 * 256)])));
    expect(encoding.toLinear(0.5)).toBeCloseTo(0.5 ** 1.80078, 4);
    expect(isLinear).toBe(false);
  });

  test('white stays white, and greys grey', () => {
    const { toBt709 } = encodingOf(profile(XYZ_ADOBE, PARA_SRGB)).encoding;
    for (const row of toBt709!) expect(row[0] + row[1] + row[2]).toBeCloseTo(1, 12);
  });

  test.each<[string, Uint8Array]>([
    ['a lookup table', profile(XYZ_ADOBE, PARA_SRGB, { A2B0: Buffer.alloc(8) })],
    ['a curve for each component', profile(XYZ_ADOBE, PARA_SRGB, { gTRC: curv([300]) })],
    [
      'primaries that span no colours',
      profile({ ...XYZ_ADOBE, rXYZ: [0.2, 0.6, 0.06], gXYZ: [0.2, 0.6, 0.06] }, PARA_SRGB),
    ],
    ['a curve of an unknown kind', profile(XYZ_ADOBE, para(9, [1]))],
    ['a curve that is cut', profile(XYZ_ADOBE, PARA_SRGB).subarray(0, -4)],
    ['no curve', profile(XYZ_ADOBE, Buffer.alloc(12))],
  ])('%s needs a colour engine', (_, icc) => {
    expect(meaningOfProfile(icc, false).kind).toBe('profile');
  });

  test('grey keeps its numbers under any', () => {
    expect(meaningOfProfile(profile(XYZ_ADOBE, PARA_SRGB), true)).toEqual({ kind: 'srgb' });
  });
});
