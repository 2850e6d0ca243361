/** Words and flags as the scripts of all shells need them. */
import type { CommandShape, FlagShape, OperandShape } from './command-shape.js';

/** Options of the program itself. */
export const PROGRAM_FLAGS = ['--help', '--version'];

/** A text in single quotes, for shells in which '\'' is one of them. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** Flags that something stands behind. */
export function flagsWithValues({ flags }: CommandShape): FlagShape[] {
  return flags.filter(({ kind }) => kind !== 'none');
}

/** The operand that is one of some words, and what the others are. */
export function operandsOf({ operands }: CommandShape): { words: readonly string[]; other: OperandShape | undefined } {
  const words = operands.find(({ kind }) => kind === 'words')?.words ?? [];
  return { words, other: operands.find(({ kind }) => kind !== 'words') };
}
