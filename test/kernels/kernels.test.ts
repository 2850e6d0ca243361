/** Every kernel against its scalar reference. A module of checks a folder of assembly/; the rule about twins last. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readCheckModule } from '../support/check-wasm.js';
import { checkedKernels } from './check-kernel.js';
import './format-kernels.js';
import './resample-kernels.js';

const RELEASE_BINARY = new URL('../../dist/wasm/astc-wasm.wasm', import.meta.url);

/** Exports of assembly/check-access.ts: called by tests, no kernels. */
const NOT_KERNELS = [
  'buildAxis',
  'buildDecimationTable',
  'colorNearest',
  'colorPvalue',
  'colorUvalue',
  'countTaps',
  'decodeBlockMode',
  'decodeIse',
  'encodeIse',
  'encodeWords',
  'fillPatternCoordinates',
  'iseBitCount',
  'levelCount',
  'packBlock',
  'selectPartition',
  'unquantizeColor',
  'unquantizeWeight',
  'weightRankPvalue',
  'weightRankUvalue',
  'weightUvalue',
];

function functionNames(module: WebAssembly.Module): string[] {
  const functions = WebAssembly.Module.exports(module).filter((entry) => entry.kind === 'function');
  return functions.map((entry) => entry.name);
}

describe('the check binary', () => {
  const all = functionNames(readCheckModule());
  const release = functionNames(new WebAssembly.Module(readFileSync(RELEASE_BINARY)));
  const kernels = all.filter((name) => !name.endsWith('Ref') && !release.includes(name) && !NOT_KERNELS.includes(name));

  test('has a reference for every kernel it exports', () => {
    expect(kernels.filter((name) => !all.includes(`${name}Ref`))).toEqual([]);
  });

  test('has every one of its kernels checked', () => {
    expect(kernels.filter((name) => !checkedKernels.has(name))).toEqual([]);
  });

  test('has a kernel for every reference', () => {
    const references = all.filter((name) => name.endsWith('Ref'));
    expect(references.filter((name) => !kernels.includes(name.slice(0, -3)))).toEqual([]);
  });

  test('exports every function that is listed as no kernel', () => {
    expect(NOT_KERNELS.filter((name) => !all.includes(name))).toEqual([]);
  });
});
