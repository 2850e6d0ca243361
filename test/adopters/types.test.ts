/** TypeScript's strictest settings over programs that use the tarball's declarations, these checked too. */
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { ADOPTERS, TOOLS } from './support/paths.js';
import { run } from './support/recipes.js';

const RESOLUTIONS = [
  { moduleResolution: 'node16', module: 'node16' },
  { moduleResolution: 'nodenext', module: 'nodenext' },
  { moduleResolution: 'bundler', module: 'esnext' },
];
/** Who has which declarations. Node's come from @types/node. */
const PROGRAMS = [
  { who: 'Node without DOM', files: ['node.ts'], lib: ['ES2022'], types: ['node'] },
  { who: 'a page without Node', files: ['web.ts'], lib: ['ES2022', 'DOM'], types: [] },
  {
    who: 'Node and a page in one',
    files: ['node.ts', 'web.ts'],
    lib: ['ES2022', 'DOM', 'DOM.Iterable'],
    types: ['node'],
  },
];

describe.each(RESOLUTIONS)('TypeScript with moduleResolution $moduleResolution', (resolution) => {
  it.each(PROGRAMS)('accepts $who, strict and without skipLibCheck', async ({ who, files, lib, types }) => {
    const folder = join(inject('project'), `types-${resolution.moduleResolution}-${who.replaceAll(' ', '-')}`);
    mkdirSync(folder);
    for (const file of files) cpSync(join(ADOPTERS, 'types', file), join(folder, file));
    const compilerOptions = {
      ...resolution,
      target: 'ES2022',
      lib,
      types,
      strict: true,
      noUncheckedIndexedAccess: true,
      exactOptionalPropertyTypes: true,
      verbatimModuleSyntax: true,
      isolatedModules: true,
      skipLibCheck: false,
      noEmit: true,
    };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }));
    const result = await run(process.execPath, [join(TOOLS, 'typescript/bin/tsc'), '-p', folder], folder);
    expect(result.stdout).toBe('');
    expect(result.code).toBe(0);
  });
});
