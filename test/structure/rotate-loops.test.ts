/** Loops as the compiler transform leaves them: other code that does what it did before. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const COMPILER = join(ROOT, 'node_modules/assemblyscript/bin/asc.js');

/** Each says in digits which turns it took, so that a turn too many or too few shows. */
const LOOPS = `
export function counted(count: i32): i32 {
  let turns: i32 = 0;
  for (let i: i32 = 0; i < count; i++) turns = turns * 10 + i;
  return turns;
}
export function skipping(count: i32): i32 {
  let turns: i32 = 0;
  for (let i: i32 = 0, odd: i32 = 1; i < count; i++, odd ^= 1) {
    if (i == 3) continue;
    if (i == 7) break;
    turns = turns * 10 + i * odd;
  }
  return turns;
}
export function falling(count: i32): i32 {
  let turns: i32 = 0;
  while (count > 0) {
    count--;
    if (count == 2) continue;
    turns = turns * 10 + count;
  }
  return turns;
}
export function nested(count: i32): i32 {
  let turns: i32 = 0;
  for (let y: i32 = 0; y < count; y++) {
    let x = y;
    while (x < count) for (let step: i32 = 0; step < 2; step++) turns += x++ * y + step;
  }
  return turns;
}
export function endless(count: i32): i32 {
  let root: i32 = 0;
  for (;; root++) if (root * root >= count) break;
  return root;
}
`;

type Loop = (count: number) => number;
type Loops = Record<'counted' | 'skipping' | 'falling' | 'nested' | 'endless', Loop>;

describe('loops that test at their end', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'rotate-loops-'));
    writeFileSync(join(folder, 'loops.ts'), LOOPS);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function compile(name: string, ...options: string[]): { loops: Loops; text: string } {
    const out = join(folder, `${name}.wasm`);
    const text = join(folder, `${name}.wat`);
    const common = ['loops.ts', '--outFile', out, '--textFile', text, '--runtime', 'stub', '-O3'];
    execFileSync(process.execPath, [COMPILER, ...common, '--baseDir', folder, ...options], { cwd: ROOT });
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(out)));
    return { loops: exports as Loops, text: readFileSync(text, 'utf8') };
  }

  it('take the turns that they took', () => {
    const plain = compile('plain');
    const rotated = compile('rotated', '--transform', join(ROOT, 'assembly/rotate-loops.mjs'));
    expect(rotated.text).not.toBe(plain.text);
    for (const name of ['counted', 'skipping', 'falling', 'nested', 'endless'] as const) {
      for (let count = 0; count < 10; count++) {
        expect(rotated.loops[name](count), `${name} of ${count}`).toBe(plain.loops[name](count));
      }
    }
    expect(rotated.loops.counted(10)).toBe(123456789);
    expect(rotated.loops.skipping(10)).toBe(2406);
    expect(rotated.loops.falling(5)).toBe(4310);
    expect(rotated.loops.nested(3)).toBe(17);
    expect(rotated.loops.endless(10)).toBe(4);
  });
});
