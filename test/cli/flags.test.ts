/** Flags become checked options; what was meant otherwise is refused with the flag's name and a hint. */
import type { AstcError } from 'astc-wasm';
import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { refuseContradictions } from '../../src/cli/check-flags.js';
import {
  ANALYZE_FLAGS,
  COMPARE_FLAGS,
  CONVERT_FLAGS,
  DECODE_FLAGS,
  ENCODE_FLAGS,
  INFO_FLAGS,
} from '../../src/cli/command-options.js';
import { addFlags, flagName, flagUsage, type Given, hasFlag, keepOperands, pickValues } from '../../src/cli/flags.js';
import { SLIPS } from '../../src/cli/slips.js';
import { describeValues, typeableOption } from '../../src/options/check.js';
import { ENCODE_OPTIONS } from '../../src/options/encode-options.js';
import type { Options } from '../../src/options/option.js';
import { resolveEncodeOptions } from '../../src/options/resolve-encode.js';

const COMMANDS: Readonly<Record<string, Options>> = {
  encode: ENCODE_FLAGS,
  decode: DECODE_FLAGS,
  convert: CONVERT_FLAGS,
  info: INFO_FLAGS,
  compare: COMPARE_FLAGS,
  analyze: ANALYZE_FLAGS,
};

/** A command as the program has it, but without work. */
function readFlags(name: string, args: readonly string[]): Given<Options> {
  const command = new Command(name).exitOverride().configureOutput({ writeErr: () => undefined });
  const read = addFlags(command, COMMANDS[name]!);
  command.parse(args, { from: 'user' });
  const given = read();
  refuseContradictions(given);
  if (name === 'encode') resolveEncodeOptions(pickValues(given, ENCODE_OPTIONS), given.speech);
  return given;
}

function failureOf(name: string, args: readonly string[]): AstcError {
  try {
    readFlags(name, args);
  } catch (error) {
    if ((error as Error).name === 'AstcError') return error as AstcError;
    throw error;
  }
  throw new Error(`${args.join(' ')} was taken`);
}

/** Words of a line, as a shell gives them. */
const split = (line: string) => line.split(' ').filter((word) => word !== '');

describe('flags', () => {
  it('become the values the library takes, and nothing that was not given', () => {
    expect(readFlags('encode', []).values).toEqual({});
    const line = '--block 4x4 --quality 33.5 --channel-weights 1,2,.5,0 --swizzle 1111 --threads 8 --metrics -o a.ktx2';
    expect(readFlags('encode', split(line)).values).toEqual({
      block: '4x4',
      quality: 33.5,
      channelWeights: [1, 2, 0.5, 0],
      swizzle: '1111',
      threads: 8,
      metrics: true,
      output: 'a.ktx2',
    });
    expect(readFlags('decode', split('--bits 16 --level 2 --no-progress')).values).toEqual({
      bits: 16,
      level: 2,
      progress: false,
    });
    expect(readFlags('info', split('--block-at 3,7')).values).toEqual({ blockAt: { x: 3, y: 7 } });
    expect(readFlags('compare', split('--min-psnr 40.5')).values).toEqual({ minPsnr: 40.5 });
    expect(readFlags('analyze', ['--blocks', '4x4, 6x6']).values).toEqual({ blocks: ['4x4', '6x6'] });
  });

  it.each(Object.keys(COMMANDS))('of %s take the defaults and examples of their options', (name) => {
    for (const [option, { words, examples = [], ...declared }] of Object.entries(COMMANDS[name]!)) {
      if (words?.includes(true) || !hasFlag({ ...declared, help: '', ...(words && { words }) })) continue;
      const condition = declared.onlyWith && [
        flagName(declared.onlyWith.option),
        ...[(declared.onlyWith.values ?? COMMANDS[name]![declared.onlyWith.option]!.words)?.[0]]
          .filter((each) => each !== undefined && each !== true)
          .map(String),
      ];
      for (const value of [declared.default, ...examples].filter((each) => each !== undefined)) {
        expect(readFlags(name, [flagName(option), String(value), ...(condition ?? [])]).values).toHaveProperty(option);
      }
    }
  });

  it.each(Object.keys(COMMANDS))('of %s stand in its help with values and default', (name) => {
    const command = new Command(name);
    addFlags(command, COMMANDS[name]!);
    const help = command.helpInformation().replaceAll(/\s+/g, ' ');
    for (const [option, declared] of Object.entries(COMMANDS[name]!)) {
      if (!hasFlag(declared)) continue;
      expect(help).toContain(flagUsage(option, declared));
      expect(help).toContain(declared.help);
      if (declared.words?.includes(true)) continue;
      if (declared.expected === undefined) expect(help).toContain(describeValues(typeableOption(declared)));
      const fallback = declared.otherwise ?? declared.default;
      if (fallback !== undefined) expect(help).toContain(`default: ${fallback})`);
    }
  });

  it.each(Object.keys(COMMANDS))('of %s do not show what is another tool’s', (name) => {
    const command = new Command(name);
    addFlags(command, COMMANDS[name]!);
    const help = command.helpInformation();
    for (const { flag } of SLIPS) expect(help).not.toContain(`  ${flag} `);
  });
});

describe('a flag given twice', () => {
  it.each(Object.keys(COMMANDS))('of %s is refused, each of them', (name) => {
    for (const [option, declared] of Object.entries(COMMANDS[name]!)) {
      if (!hasFlag(declared) || declared.isRepeatable) continue;
      const [flag, value] = flagUsage(option, declared).split(/, | /).slice(-2) as [string, string];
      const isSwitch = !/^[<[]/.test(value);
      const once = isSwitch ? [flagUsage(option, declared).split(', ').at(-1)!] : [flag, 'x'];
      expect(failureOf(name, [...once, ...once])).toMatchObject({
        code: 'E_OPTION',
        message: `Expected ${flagName(option)} once but received it 2 times`,
      });
    }
  });

  it('is one flag under two names', () => {
    expect(failureOf('encode', ['-o', 'a.ktx2', '--output', 'b.ktx2']).message).toBe(
      'Expected --output once but received it 2 times',
    );
  });
});

describe('a flag without effect', () => {
  it.each([
    ['encode', '--mip-filter box', 'Expected --mipmaps beside --mip-filter', undefined],
    [
      'encode',
      '--normal-layout rg',
      'Expected no --normal-layout for --content color but received rg',
      '--normal-layout is for --content normal or auto',
    ],
    [
      'encode',
      '--normal-layout xyz',
      'Expected no --normal-layout for --content color but received xyz',
      '--normal-layout is for --content normal or auto',
    ],
    [
      'encode',
      '--normal-layout la --content mask',
      'Expected no --normal-layout for --content mask but received la',
      '--normal-layout is for --content normal or auto',
    ],
    [
      'encode',
      '--format etc1 --block 4x4',
      'Expected no --block for --format etc1 but received 4x4',
      '--block is for --format astc',
    ],
    [
      'encode',
      '--format eac-r11 --decode-mode float16',
      'Expected no --decode-mode for --format eac-r11 but received float16',
      '--decode-mode is for --format astc',
    ],
    ['encode', '--mip-wrap clamp', 'Expected --mipmaps beside --mip-wrap', undefined],
    ['encode', '--mip-level 1=a.png', 'Expected --mipmaps beside --mip-level', undefined],
    ['encode', '--force --skip-existing', 'Expected --force or --skip-existing but received both', undefined],
    ['encode', '-o - --force', 'Expected no --force for --output -, which replaces nothing', undefined],
    ['decode', '-o - --skip-existing', 'Expected no --skip-existing for --output -, which replaces nothing', undefined],
    ['decode', '--quiet --verbose', 'Expected --quiet or --verbose but received both', undefined],
    ['compare', '--force', 'Expected --diff beside --force', undefined],
  ])('is wrong usage: %s %s', (name, line, message, hint) => {
    expect(failureOf(name, split(line))).toMatchObject({ code: 'E_OPTION', message, hint });
  });

  it('is not one that agrees', () => {
    expect(readFlags('encode', split('--container ktx -o a.ktx')).values).toMatchObject({ container: 'ktx' });
    expect(readFlags('encode', split('--container ktx2 -o plain.bin')).values).toMatchObject({ container: 'ktx2' });
    expect(readFlags('encode', split('--content normal --normal-layout xyz')).values).toHaveProperty('normalLayout');
    expect(readFlags('compare', split('--force --diff d.png')).values).toMatchObject({ force: true });
  });
});

describe('a flag that may stand alone', () => {
  it.each([
    ['--gpu photo.png', true],
    ['photo.png --gpu', true],
    ['--gpu --force', true],
    ['--gpu auto photo.png', 'auto'],
    ['--gpu=software photo.png', 'software'],
    ['--gpu software', 'software'],
  ])('takes its own words and leaves operands alone: %s', (line, gpu) => {
    const command = new Command('encode').argument('[inputs...]').exitOverride();
    const read = addFlags(command, ENCODE_FLAGS);
    command.parse(keepOperands(split(line), ENCODE_OPTIONS), { from: 'user' });
    expect(read().values).toMatchObject({ gpu });
    expect(command.args).toEqual(line.includes('photo') ? ['photo.png'] : []);
  });

  it('refuses other words', () => {
    expect(failureOf('encode', split('--gpu=fast'))).toMatchObject({
      code: 'E_OPTION',
      message: 'Expected auto or software for --gpu but received fast',
    });
    expect(failureOf('encode', split('--gpu --gpu'))).toMatchObject({ code: 'E_OPTION' });
  });
});

describe('habits of other tools', () => {
  it.each([
    ['--block 6', '6x6'],
    ['--block 6X6', '6x6'],
    ['--block 6*6', '6x6'],
    ['--block astc-8x8', '8x8'],
    ['--format etc2', 'etc2-rgb or etc2-rgba'],
    ['--format ETC2', 'etc2-rgb or etc2-rgba'],
    ['--format ASTC', 'astc'],
    ['--format astc-6x6', '--format astc --block 6x6'],
    ['--format ASTC_4x4', '--format astc --block 4x4'],
    ['--format ETC2_RGB', 'etc2-rgb'],
    ['--format ktx2', '--container ktx2'],
    ['--format eac', 'eac-r11 or eac-rg11'],
    ['--quality best', 'exhaustive'],
    ['--quality very-thorough', 'verythorough'],
    ['--quality Medium', 'medium'],
    ['--quality high', 'thorough'],
    ['--swizzle rgb', 'rgb1'],
    ['--swizzle r', 'rrr1'],
    ['--swizzle RGBA', 'rgba'],
    ['--threads 0', 'auto'],
    ['--threads max', 'auto'],
    ['--channel-weights 1,1,1', '1,1,1,1'],
    ['--color-space sRGB', 'srgb'],
    ['--content normals', 'normal'],
    ['--content colour', 'color'],
    ['--target three.js', 'three'],
    ['--target babylonjs', 'babylon'],
    ['--container .ktx2', 'ktx2'],
    ['--alpha premultiplied', 'premultiply'],
    ['--content normal --normal-layout xy', 'rg'],
    ['--mipmaps --mip-filter bilinear', 'triangle'],
    ['--mipmaps --mip-wrap reflect', 'mirror'],
    ['--resize 512', '512x'],
    ['--resize 512*256', '512x256'],
  ])('%s: did you mean %s?', (line, word) => {
    const { code, message, hint } = failureOf('encode', split(line));
    const [flag, typed] = split(line).slice(-2);
    expect(code).toBe('E_OPTION');
    expect(message).toMatch(new RegExp(`^Expected .* for ${flag} but received ${typed!.replaceAll(/[.*]/g, '\\$&')}$`));
    expect(hint).toBe(`did you mean ${word}?`);
  });

  it.each([
    ['--srgb', '--color-space srgb'],
    ['--linear', '--color-space linear'],
    ['--normal', '--content normal'],
    ['-j 8', '--threads 8'],
    ['--jobs 8', '--threads 8'],
    ['--astc-blk-d 6x6', '--block 6x6'],
    ['--encode astc', '--format astc'],
    ['-f', '--force'],
  ])('%s: did you mean %s?', (line, flags) => {
    const { code, message, hint } = failureOf('encode', split(line));
    expect(code).toBe('E_OPTION');
    expect(message).toBe(`unknown option '${split(line)[0]}'`);
    expect(hint).toBe(`did you mean ${flags}?`);
  });

  it('are met with flags that exist', () => {
    for (const { flag, means } of SLIPS) {
      const hinted = split(means('VALUE')).filter((word) => word.startsWith('--'));
      for (const each of hinted)
        expect([flag, Object.keys(ENCODE_FLAGS).map(flagName)]).toContainEqual(expect.arrayContaining([each]));
    }
  });

  it('are nothing to a command without the option', () => {
    const command = new Command('info').exitOverride().configureOutput({ writeErr: () => undefined });
    addFlags(command, INFO_FLAGS);
    expect(() => command.parse(['--normal'], { from: 'user' })).toThrow(/unknown option '--normal'/);
  });
});
