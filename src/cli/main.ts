#!/usr/bin/env node
/** The entry of the command line: what needs no parser is answered at once. */
import { VERSION } from '../version.js';

const [, , ...words] = process.argv;
if (words.length === 1 && ['-V', '--version'].includes(words[0]!)) {
  process.stdout.write(`${VERSION}\n`);
} else {
  const { runProgram } = await import('./program.js');
  await runProgram(words);
}
