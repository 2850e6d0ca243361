#!/usr/bin/env node
/** The entry of the command line: what needs no parser is answered at once. */
import * as modules from 'node:module';
import { VERSION } from '../version.js';

/** Of Node 22.8 and newer: keeps compiled scripts for the next run, in the folder for temporary files. */
type CompileCache = Partial<Record<'enableCompileCache', () => void>>;

const [, , ...words] = process.argv;
const [first = '', second] = words;
const asksVersion = ['-V', '--version'].includes(first);
if (asksVersion && words.length === 1) {
  process.stdout.write(`${VERSION}\n`);
} else if (asksVersion && second === '--json' && words.length === 2) {
  await (await import('./print-version.js')).printVersion();
} else {
  (modules as CompileCache).enableCompileCache?.();
  const { runProgram } = await import('./program.js');
  await runProgram(words);
}
