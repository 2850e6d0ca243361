/**
 * Puts the binary of Zstandard into the build, beside ours. Run by `npm run build`. It is kept with the package: another
 * build of libzstd might pack other bytes, and this way no bundler has to find it in a package of somebody else.
 */
import { createHash } from 'node:crypto';
import { copyFileSync, readFileSync } from 'node:fs';

const ROOT = new URL('../../', import.meta.url);
const SHA256 = '80260eee5795ee8072bb5821e203730c74dca3909938f5ac1128da67f96223df';

const source = new URL('node_modules/@bokuweb/zstd-wasm/dist/esm/zstd.wasm', ROOT);
const sha256 = createHash('sha256').update(readFileSync(source)).digest('hex');
if (sha256 !== SHA256) throw new Error(`zstd.wasm is another build: expected ${SHA256}, got ${sha256}`);
copyFileSync(source, new URL('dist/wasm/zstd.wasm', ROOT));
copyFileSync(new URL('zstd.LICENSE', import.meta.url), new URL('dist/wasm/zstd.LICENSE', ROOT));
