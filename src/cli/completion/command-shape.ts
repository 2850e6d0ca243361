/** Commands as plain data, as scripts and manual pages need them. */

/** What stands behind a flag. */
export type ValueKind = 'none' | 'words' | 'list' | 'file' | 'folder' | 'text';

export interface FlagShape {
  /** As they are typed: ["-o", "--output"]. */
  names: readonly string[];
  /** "-o, --output <path>". */
  usage: string;
  /** One line, values and default included. */
  help: string;
  /** The same without them. */
  summary: string;
  kind: ValueKind;
  /** What the value is called. */
  valueName: string;
  /** Words worth offering; of a list, its members. */
  words: readonly string[];
  /** Whether the flag may come without a value. */
  standsAlone: boolean;
}

export interface OperandShape {
  name: string;
  help: string;
  isRequired: boolean;
  isVariadic: boolean;
  words: readonly string[];
  kind: 'words' | 'file' | 'folder';
}

export interface CommandShape {
  name: string;
  description: string;
  operands: readonly OperandShape[];
  flags: readonly FlagShape[];
  /** Examples and what else stands behind the options in `--help`. */
  notes: string;
}
