/** `astc-wasm validate`: text, JSON in the published schema, exit codes. */
import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { VERSION } from '../../src/version.js';
import { makeFolder, parseDocument, runCli } from '../support/cli.js';
import { isValid } from '../support/json-schema.js';
import { entry, patch, WRITER } from '../validate/build-ktx2.js';
import { basis, rgba8, uastc } from '../validate/subjects.js';

/** https://schema.khronos.org/ktx/validate_v0.json, as KTX-Software publishes it. */
const MESSAGE = {
  type: 'object',
  required: ['id', 'type', 'message', 'details'],
  additionalProperties: false,
  properties: {
    id: { type: 'integer' },
    type: { type: 'string', enum: ['fatal', 'error', 'warning'] },
    message: { type: 'string' },
    details: { type: 'string' },
  },
};
const SCHEMA = {
  type: 'object',
  required: ['valid', 'messages'],
  properties: { valid: { type: 'boolean' }, messages: { type: 'array', items: MESSAGE } },
};

const FILES: Readonly<Record<string, Uint8Array>> = {
  'good.ktx2': rgba8(),
  'uastc.ktx2': uastc(),
  'unusual.ktx2': rgba8({ keyValues: Uint8Array.from([...WRITER, ...entry('mine', 'x')]) }),
  'bad.ktx2': patch(rgba8(), { pixelWidth: 0 }),
};

let folder: ReturnType<typeof makeFolder>;
beforeEach(() => {
  folder = makeFolder();
  for (const [name, bytes] of Object.entries(FILES)) writeFileSync(folder.at(name), bytes);
});
afterEach(() => folder.remove());

const run = (...args: string[]) => runCli(['validate', ...args], { cwd: folder.path });

describe('validate', () => {
  it('says that a file is valid', async () => {
    expect(await run('good.ktx2')).toMatchObject({ code: 0, stdout: Buffer.from('good.ktx2: valid\n'), stderr: '' });
  });

  it('says what is wrong with a file, and exits with 3', async () => {
    const { code, stdout, stderr } = await run('bad.ktx2');
    expect([code, stderr]).toEqual([3, '']);
    expect(stdout.toString()).toBe(
      `bad.ktx2: invalid, 3 errors
  error 3006: pixelWidth must not be 0.
    pixelWidth is 0.
  error 4005: byteLength of a level is not what its size and format ask for.
    byteLength of level 0 is 64, not 16.
  error 4006: uncompressedByteLength of a level is not what its size and format ask for.
    uncompressedByteLength of level 0 is 64, not 16.
`,
    );
  });

  it('tells of warnings, which are errors when they are to be', async () => {
    const { code, stdout } = await run('unusual.ktx2');
    expect([code, stdout.toString()]).toEqual([
      0,
      expect.stringMatching(/^unusual.ktx2: valid, 1 warning\n {2}warning 7010: /),
    ]);
    const strict = await run('unusual.ktx2', '--warnings-as-errors');
    expect([strict.code, strict.stdout.toString()]).toEqual([
      3,
      expect.stringMatching(/: invalid, 1 error\n {2}error 7010: /),
    ]);
  });

  it('asks for what glTF asks for', async () => {
    expect((await run('uastc.ktx2', '--gltf-basisu')).code).toBe(0);
    const { code, stdout } = await run('good.ktx2', '--gltf-basisu');
    expect([code, stdout.toString()]).toEqual([3, expect.stringContaining('error 6301')]);
  });

  it('reads standard input', async () => {
    expect(await runCli(['validate', '-'], { stdin: basis() })).toMatchObject({
      code: 0,
      stdout: Buffer.from('-: valid\n'),
    });
    expect((await runCli(['validate', '-'], { stdin: new Uint8Array(0) })).code).toBe(3);
  });

  it('says it by the exit code alone with --quiet', async () => {
    expect(await run('bad.ktx2', 'good.ktx2', '--quiet')).toMatchObject({
      code: 3,
      stdout: Buffer.from(''),
      stderr: '',
    });
  });

  it('shows no key that a terminal would obey', async () => {
    writeFileSync(
      folder.at('key.ktx2'),
      rgba8({ keyValues: Uint8Array.from([...WRITER, ...entry('a\u001b[2J', '')]) }),
    );
    expect((await run('key.ktx2')).stdout.toString()).toContain('The key is a\\u001b[2J.');
  });
});

describe('several files', () => {
  it('each have a verdict; the first failure has the exit code', async () => {
    const result = await run('good.ktx2', 'none.ktx2', 'bad.ktx2');
    expect(result.code).toBe(2);
    expect(result.stderr).toBe('error: none.ktx2: cannot be read (no such file or folder)\n');
    expect(result.stdout.toString()).toMatch(/^good.ktx2: valid\nbad.ktx2: invalid, 3 errors\n/);
    expect((await run('good.ktx2', 'bad.ktx2', 'none.ktx2')).code).toBe(3);
  });

  it('are one document, with those that could not be read', async () => {
    const result = await run('good.ktx2', 'none.ktx2', 'bad.ktx2', '--json');
    const { files, failed, ...head } = parseDocument(result);
    expect(head).toEqual({ schema: 1, version: VERSION });
    expect(files.map(({ input, valid }) => [input, valid])).toEqual([
      ['good.ktx2', true],
      ['bad.ktx2', false],
    ]);
    for (const file of files) expect(isValid(file, SCHEMA)).toBe(true);
    expect(failed).toEqual([
      { input: 'none.ktx2', code: 'E_READ', message: 'cannot be read (no such file or folder)' },
    ]);
  });
});

describe('the document of one file', () => {
  it.each(Object.keys(FILES))('%s is that of the published schema', async (name) => {
    const result = await run(name, '--json');
    const document = parseDocument(result);
    expect(isValid(document, SCHEMA)).toBe(true);
    expect(document.$schema).toBe('https://schema.khronos.org/ktx/validate_v0.json');
    expect(document.valid).toBe(result.code === 0);
  });

  it('says what is wrong', async () => {
    const { code, stdout } = await run('unusual.ktx2', '--json', '--warnings-as-errors');
    expect(code).toBe(3);
    expect(JSON.parse(stdout.toString())).toEqual({
      schema: 1,
      version: VERSION,
      $schema: 'https://schema.khronos.org/ktx/validate_v0.json',
      valid: false,
      messages: [
        {
          id: 7010,
          type: 'error',
          message: 'A key that the specification does not know.',
          details: 'The key is mine.',
        },
      ],
    });
  });

  it('of a file that cannot be read lists it as failed', async () => {
    const result = await run('none.ktx2', '--json');
    expect(result.code).toBe(2);
    expect(parseDocument(result)).toMatchObject({ files: [], failed: [{ input: 'none.ktx2', code: 'E_READ' }] });
  });
});

describe('wrong usage', () => {
  it.each([[['validate']], [['validate', 'a.ktx2', '--gltf']], [['validate', 'a.ktx2', '--quiet', '--verbose']]])(
    '%s exits with 1',
    async (args) => {
      expect((await runCli(args)).code).toBe(1);
    },
  );
});
