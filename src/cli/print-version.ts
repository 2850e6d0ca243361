/** `astc-wasm --version --json`: what runs here, for reports of faults. */
import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { host } from '#host';
import { engineFeatures } from '../codec/engine-features.js';
import { VERSION } from '../version.js';
import { printDocument } from './run-command.js';
import { Session } from './session.js';

/** Prints the document. Where the binary is missing `codec` is null. */
export async function printVersion(): Promise<void> {
  const codec = await host.readBinary().then(describeBinary, () => null);
  const { node, v8 } = process.versions;
  const { platform, arch } = process;
  await printDocument(new Session({ json: true }, new AbortController().signal), {
    codec,
    wasm: engineFeatures(),
    node,
    v8,
    platform,
    arch,
    cores: availableParallelism(),
  });
}

/** Two installations with one hash make the same bytes. */
function describeBinary({ source }: Awaited<ReturnType<typeof host.readBinary>>) {
  // Of a package in Node it is a file, never a response.
  const bytes = source as Uint8Array;
  return { version: VERSION, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}
