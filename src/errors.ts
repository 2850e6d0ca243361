/**
 * The one error type of the package. Every throw in `src/` is an {@link AstcError}; callers branch on `code`,
 * never on the text. The exit code of the command line follows from the kind of the code.
 */
export type AstcErrorKind = 'usage' | 'io' | 'invalid-file' | 'runtime' | 'unsupported' | 'differs' | 'aborted';

/** Exit codes of the command line by error kind. */
export const EXIT_CODES: Readonly<Record<AstcErrorKind, number>> = {
  usage: 1,
  io: 2,
  'invalid-file': 3,
  runtime: 4,
  unsupported: 5,
  differs: 7,
  aborted: 130,
};

/** Every code with its kind: the documented list. */
export const ERROR_CODES = {
  E_OPTION: 'usage',
  E_OUTPUT_EXISTS: 'io',
  E_READ: 'io',
  E_WRITE: 'io',
  E_FORMAT_UNKNOWN: 'invalid-file',
  E_IMAGE_INVALID: 'invalid-file',
  E_ASTC_INVALID: 'invalid-file',
  E_ASTC_TRUNCATED: 'invalid-file',
  E_KTX_INVALID: 'invalid-file',
  E_KTX_TRUNCATED: 'invalid-file',
  E_KTX2_INVALID: 'invalid-file',
  E_KTX2_TRUNCATED: 'invalid-file',
  E_PKM_INVALID: 'invalid-file',
  E_PKM_TRUNCATED: 'invalid-file',
  E_DDS_INVALID: 'invalid-file',
  E_DDS_TRUNCATED: 'invalid-file',
  E_UNSUPPORTED: 'unsupported',
  E_SHARP_MISSING: 'unsupported',
  E_TOO_LARGE: 'unsupported',
  E_WASM: 'runtime',
  E_WORKER: 'runtime',
  E_PEER: 'runtime',
  E_GPU: 'runtime',
  E_GPU_MISSING: 'unsupported',
  E_ABORTED: 'aborted',
  E_DIFFERS: 'differs',
} as const satisfies Record<string, AstcErrorKind>;

export type AstcErrorCode = keyof typeof ERROR_CODES;

export class AstcError extends Error {
  override readonly name = 'AstcError';
  /** Machine-readable cause, stable between versions. */
  readonly code: AstcErrorCode;
  /** One line that says what to do about it, when we know. */
  readonly hint: string | undefined;

  constructor(code: AstcErrorCode, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.hint = options.hint;
  }

  get kind(): AstcErrorKind {
    return ERROR_CODES[this.code];
  }
}
