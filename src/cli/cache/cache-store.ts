/** Where the entries of a cache lie, whatever that is. */

/** What is kept: entries by the key of their pixels, and that key by the one of the files they came in. */
export const CACHE_PARTS = ['textures', 'files'] as const;
/** In buckets also the files of jobs, by the sum of their bytes. */
export type CachePart = (typeof CACHE_PARTS)[number] | 'sources';

/** Who makes what now, so that nobody does it twice at a time. */
export interface StoreClaims {
  /**
   * Claims a key, waiting for whoever has it.
   *
   * @param isMade  whether what the key stands for is there by now: then there is nothing left to claim
   * @returns whether it is ours now; `release` gives it back
   */
  acquire: (key: string, isMade: () => Promise<boolean>, signal: AbortSignal) => Promise<boolean>;
  release: (key: string) => Promise<void>;
}

/** Bytes by part and key, each whole or not there. */
export interface CacheStore {
  /** @throws {AstcError} E_READ */
  get: (part: CachePart, key: string) => Promise<Uint8Array | undefined>;
  /**
   * @param canReplace  whether what is there, if anything, gives way; otherwise it stays
   * @throws {AstcError} E_WRITE
   */
  put: (part: CachePart, key: string, bytes: Uint8Array, canReplace: boolean) => Promise<void>;
  claims: StoreClaims;
}

/** Whether an address is one of S3's: not a folder that all machines see. */
export function isBucket(address: string): boolean {
  return address.startsWith('s3://');
}
