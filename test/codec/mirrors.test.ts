/** What TypeScript repeats of the binary's own tables: read from the AssemblyScript sources and compared. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SAMPLE_TYPES } from '../../src/codec/band-resampler.js';
import { CEM_NAMES, FIELD, HDR_CEMS, LEVEL_COUNTS, PART } from '../../src/codec/block-layout.js';
import { ETC_MODES, ETC_PART } from '../../src/codec/etc-inspector.js';
import { blockBytes, footprintSize } from '../../src/codec/formats.js';
import { ILLEGAL_REASONS } from '../../src/codec/illegal-reasons.js';
import { checkStatus, STATUS_NAMES } from '../../src/codec/status.js';
import { EDGES, FILTERS } from '../../src/resample-words.js';
import { ALL_FOOTPRINTS, ETC_FORMATS } from '../../src/types.js';

const source = (path: string) => readFileSync(new URL(`../../assembly/${path}`, import.meta.url), 'utf8');

/** `NAME: type = value;` of a file, in order. */
function constantsOf(path: string, prefix = ''): Record<string, number> {
  const pattern = new RegExp(`export const (${prefix}\\w+): \\w+ = (\\d+);`, 'g');
  return Object.fromEntries([...source(path).matchAll(pattern)].map(([, name, value]) => [name, Number(value)]));
}

describe('the host’s copy', () => {
  it('of the status codes is the binary’s', () => {
    const constants = Object.entries(constantsOf('status.ts'));
    expect(constants.length).toBeGreaterThan(3);
    expect(constants.map(([name]) => name)).toEqual([...STATUS_NAMES]);
    expect(constants.map(([, value]) => value)).toEqual(constants.map((_, index) => index));
  });

  it('of the reasons for illegal blocks has one for each of the binary’s', () => {
    const values = Object.values(constantsOf('astc/illegal.ts'));
    expect(values).toEqual(ILLEGAL_REASONS.map((_, index) => index));
  });

  it('of the symbolic block has its fields where the binary has them', () => {
    const offsets = constantsOf('astc/symbolic-block.ts');
    expect([FIELD.cems, FIELD.constantColor, FIELD.extent]).toEqual([
      offsets.CEM_OFFSET,
      offsets.CONSTANT_COLOR_OFFSET,
      offsets.EXTENT_OFFSET,
    ]);
    // Fields before the arrays, of one byte unless two.
    let offset = 0;
    for (const [, name, bits] of source('astc/symbolic-block.ts').matchAll(/^ {2}(\w+): [iu](8|16);/gm)) {
      expect([name, FIELD[name as keyof typeof FIELD]]).toEqual([name, offset]);
      offset += Number(bits) / 8;
    }
    expect(offset).toBe(FIELD.axisCount + 1);
    expect(offset).toBeLessThanOrEqual(FIELD.cems);
  });

  it('of a description has its parts where the binary writes them', () => {
    const text = source('astc/describe-block.ts');
    const offsetOf = (name: string) => Number(new RegExp(`const ${name}: usize = (\\d+);`).exec(text)![1]);
    expect([PART.weights, PART.pattern, PART.endpoints]).toEqual(['WEIGHTS', 'PATTERN', 'ENDPOINTS'].map(offsetOf));
    expect(PART.plane2Weights).toBe(constantsOf('astc/symbolic-block.ts').PLANE2_WEIGHTS);
  });

  it('of the HDR modes is the binary’s', () => {
    const modes = constantsOf('astc/cem.ts', 'CEM_');
    expect(Object.values(modes)).toEqual(CEM_NAMES.map((_, index) => index));
    const isHdr = (name: string) => name.startsWith('CEM_HDR_');
    expect(HDR_CEMS).toEqual(Object.keys(modes).flatMap((name) => (isHdr(name) ? [modes[name]] : [])));
  });

  it('of the quant levels counts what their names say', () => {
    const levels = constantsOf('astc/quant.ts', 'QUANT_');
    for (const [name, level] of Object.entries(levels)) {
      expect([name, LEVEL_COUNTS[level]]).toEqual([name, Number(name.slice('QUANT_'.length))]);
    }
    expect(Object.keys(levels).length).toBeGreaterThan(2);
  });

  it('of the footprints is the binary’s, in its order', () => {
    const text = source('astc/footprint.ts');
    const row = (name: string) =>
      [...new RegExp(`${name}[^[]*\\[([\\d,\\s]+)\\]`).exec(text)![1]!.matchAll(/\d+/g)].map(Number);
    const [widths, heights, depths] = [row('WIDTHS'), row('HEIGHTS'), row('DEPTHS')];
    const sizes = ALL_FOOTPRINTS.map((footprint) => footprintSize(footprint));
    expect(sizes.map(({ width }) => width)).toEqual(widths);
    expect(sizes.map(({ height }) => height)).toEqual(heights);
    expect(sizes.map(({ depth }) => depth)).toEqual(depths);
    expect(constantsOf('astc/footprint.ts').FOOTPRINT_COUNT).toBe(ALL_FOOTPRINTS.length);
  });
});

describe('the host’s copy of resampling', () => {
  const words = (path: string, prefix: RegExp) =>
    Object.entries(constantsOf(path))
      .filter(([name]) => prefix.test(name) && !name.endsWith('_COUNT'))
      .map(([name, value]) => [name.replace(prefix, '').toLowerCase(), value]);

  it.each([
    ['filters', 'resample/filters.ts', /^/, FILTERS],
    ['edges', 'resample/edges.ts', /^/, EDGES],
    ['types of pixels', 'resample/resampler.ts', /^PIXEL_(?=UNORM|FLOAT)/, SAMPLE_TYPES],
  ] as const)('has the binary’s %s, in its order', (_, path, prefix, expected) => {
    expect(words(path, prefix)).toEqual(expected.map((word, index) => [word, index]));
  });
});

describe('the host’s copy of ETC', () => {
  it('has the binary’s formats, in its order', () => {
    const { ETC_FORMAT_COUNT, ETC_BLOCK_SIDE, ...ids } = constantsOf('etc/formats.ts');
    const names = Object.keys(ids).map((name) => name.toLowerCase().replaceAll('_', '-'));
    expect(names).toEqual([...ETC_FORMATS]);
    expect(Object.values(ids)).toEqual(ETC_FORMATS.map((_, index) => index));
    expect([ETC_FORMAT_COUNT, ETC_BLOCK_SIDE]).toEqual([ETC_FORMATS.length, 4]);
    const isWide = (format: string) => format === 'etc2-rgba' || format.startsWith('eac-rg11');
    expect(ETC_FORMATS.map(blockBytes)).toEqual(ETC_FORMATS.map((format) => (isWide(format) ? 16 : 8)));
  });

  it('has the binary’s modes, in its order', () => {
    const modes = constantsOf('etc/color-word.ts', 'MODE_');
    expect(Object.keys(modes)).toEqual(ETC_MODES.map((mode) => `MODE_${mode.toUpperCase()}`));
    expect(Object.values(modes)).toEqual(ETC_MODES.map((_, index) => index));
  });

  it('finds the parts of a description where the binary writes them', () => {
    const text = source('etc/describe-block.ts');
    for (const [part, offset] of Object.entries(ETC_PART)) {
      const name = part.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
      expect([name, Number(new RegExp(`const ${name}: usize = (\\d+);`).exec(text)?.[1])]).toEqual([name, offset]);
    }
  });
});

describe('a status', () => {
  it('of success passes, any other throws E_WASM with its name', () => {
    expect(checkStatus('encodeRow', 0)).toBeUndefined();
    expect(() => checkStatus('encodeRow', 4)).toThrow(
      expect.objectContaining({ code: 'E_WASM', message: expect.stringContaining('(OUT_OF_MEMORY)') }),
    );
    expect(() => checkStatus('encodeRow', 99)).toThrow(/status 99/);
  });
});
