/** A config in TypeScript: by the runtime where it takes types away, else by the compiler of the project. */
import { readFile, unlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { AstcError } from '../../errors.js';
import { importFresh } from './load-config.js';

/** As far as we use it. */
interface Compiler {
  transpileModule: (text: string, options: { compilerOptions: object; fileName: string }) => { outputText: string };
}

/** @throws {AstcError} E_UNSUPPORTED; whatever the config's code throws */
export async function importTypeScript(path: string): Promise<unknown> {
  if (stripsTypes()) return importFresh(path);
  const { transpileModule } = await findCompiler(path);
  const compilerOptions = { module: 'ESNext', target: 'ES2022', verbatimModuleSyntax: false };
  const { outputText } = transpileModule(await readFile(path, 'utf8'), { compilerOptions, fileName: path });
  // Beside it: what it imports is found from there.
  const compiled = `${path}.${process.pid}-${Date.now()}.mjs`;
  try {
    await writeFile(compiled, outputText);
    return await importFresh(compiled);
  } finally {
    await unlink(compiled).catch(() => undefined);
  }
}

/** Node from 22.18 and 23.6 on; Deno and Bun. */
function stripsTypes(): boolean {
  const { features, versions } = process as { features: { typescript?: unknown }; versions: Record<string, string> };
  return Boolean(features.typescript) || versions.bun !== undefined || versions.deno !== undefined;
}

async function findCompiler(path: string): Promise<Compiler> {
  try {
    const found = createRequire(path).resolve('typescript');
    const compiler = (await import(pathToFileURL(found).href)) as { default: Compiler };
    return compiler.default;
  } catch (cause) {
    throw new AstcError('E_UNSUPPORTED', `TypeScript, which Node ${process.versions.node} does not read by itself`, {
      cause,
      hint: 'npm install typescript beside it, take Node 22.18 or newer, or write astc.config.mjs',
    });
  }
}
