/** The binary in every form people have it, and what is said where it does not compile. */
import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { compileBinary } from '../../src/codec/compile-binary.js';
import { instantiate } from '../../src/codec/wasm-module.js';

const bytes = new Uint8Array(readFileSync(new URL('../../dist/wasm/astc-wasm.wasm', import.meta.url)));
const WASM_TYPE = { headers: { 'content-type': 'application/wasm' } };
const failure = (source: Parameters<typeof compileBinary>[0]) =>
  compileBinary(source, 'here').catch((error: unknown) => error);

afterEach(() => vi.restoreAllMocks());

describe('compileBinary', () => {
  it.each([
    ['bytes', () => bytes],
    ['bytes amid others', () => new Uint8Array([9, ...bytes, 9]).subarray(1, bytes.length + 1)],
    ['a Buffer', () => Buffer.from(bytes)],
    ['an ArrayBuffer', () => bytes.slice().buffer],
    ['an ArrayBuffer of another realm', () => runInNewContext('Uint8Array.from(bytes).buffer', { bytes })],
    ['a compiled module', () => new WebAssembly.Module(bytes)],
    ['a response', () => new Response(bytes, WASM_TYPE)],
    ['a response of no type', () => new Response(bytes)],
    ['a response called text', () => new Response(bytes, { headers: { 'content-type': 'text/plain' } })],
  ])('takes %s', async (_, source) => {
    expect(instantiate(await compileBinary(source(), 'here')).memory.buffer.byteLength).toBeGreaterThan(0);
  });

  it('says that a response is of a missing file', async () => {
    expect(await failure(new Response('gone', { status: 404 }))).toMatchObject({
      code: 'E_WASM',
      message: 'The codec binary was not found: status 404 for here',
    });
  });

  it.each([
    ['nothing', new Uint8Array(0), 'it is empty'],
    ['a page', new TextEncoder().encode('<!doctype html>\n<p>'), 'it starts with "<!doctype html>."'],
  ])('says that %s is not WebAssembly', async (_, source, words) => {
    expect(await failure(source)).toMatchObject({
      code: 'E_WASM',
      message: `The codec binary at here is not WebAssembly: ${words}`,
    });
  });

  it('says that a file is damaged, with the cause of the engine', async () => {
    const hint = expect.stringContaining('damaged');
    const cause = expect.any(WebAssembly.CompileError);
    expect(await failure(bytes.subarray(0, 5000))).toMatchObject({ code: 'E_WASM', hint, cause });
    expect(await failure(new Response(bytes.slice(0, 5000), WASM_TYPE))).toMatchObject({ code: 'E_WASM', hint, cause });
  });

  it('says that the engine has no SIMD where even the smallest module with a vector is refused', async () => {
    vi.spyOn(WebAssembly, 'compile').mockRejectedValue(new WebAssembly.CompileError('invalid value type 0x7b'));
    const validate = vi.spyOn(WebAssembly, 'validate').mockReturnValue(false);
    expect(await failure(bytes)).toMatchObject({ code: 'E_WASM', hint: expect.stringContaining('no 128-bit') });
    // The module that is asked about is sound: an engine with SIMD takes it.
    const probe = validate.mock.calls[0]![0];
    validate.mockRestore();
    expect(WebAssembly.validate(probe)).toBe(true);
  });

  it('says that a content security policy forbids it, and what it must allow', async () => {
    const message = "Compiling WebAssembly violates the following Content Security Policy directive: 'unsafe-eval'";
    vi.spyOn(WebAssembly, 'compile').mockRejectedValue(new WebAssembly.CompileError(message));
    expect(await failure(bytes)).toMatchObject({ hint: expect.stringContaining("'wasm-unsafe-eval'") });
  });
});
