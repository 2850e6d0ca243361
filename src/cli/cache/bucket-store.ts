/**
 * A bucket of S3 as the store of a cache: `s3://bucket/prefix`, found and signed by the variables that all its tools read.
 *
 * Nobody is waited for there: whoever makes what another makes writes the same bytes.
 */

import { createHash } from 'node:crypto';
import type { AwsClient } from 'aws4fetch';
import { AstcError } from '../../errors.js';
import { importFromProject } from '../../host/node/import-peer.js';
import { failOption } from '../../options/speech.js';
import { messageOf } from '../../pool/failure.js';
import type { CachePart, CacheStore } from './cache-store.js';

/** Tries of what servers and networks made fail, each after twice the time of the one before, from this many milliseconds on. */
const TRIES = { retries: 6, initRetryMs: 100 } as const;
/** Milliseconds after which an answer is no longer waited for. */
const PATIENCE_MS = 60_000;

/** @throws {AstcError} E_OPTION, E_UNSUPPORTED */
export async function openBucketStore(address: string, env = process.env): Promise<CacheStore> {
  const { bucket, prefix } = parseAddress(address);
  const region = env.AWS_REGION ?? env.AWS_DEFAULT_REGION ?? 'us-east-1';
  const root = `${bucketUrl(bucket, region, env)}/${prefix}`;
  const client = await openClient(region, env);
  const urlOf = (part: CachePart, key: string) => `${root}${part}/${key.slice(0, 2)}/${key}`;
  const request = async (
    url: string,
    init: { method: string; body?: Uint8Array<ArrayBuffer>; headers?: HeadersInit },
  ) => client.fetch(url, { ...init, signal: AbortSignal.timeout(PATIENCE_MS) });
  return {
    get: async (part, key) => {
      const url = urlOf(part, key);
      const fail = (reason: string, cause?: unknown) => bucketError('E_READ', `${part}/${key}`, address, reason, cause);
      try {
        const response = await request(url, { method: 'GET' });
        if (response.status === 404) return undefined;
        if (!response.ok) throw fail(await reasonOf(response));
        return new Uint8Array(await response.arrayBuffer());
      } catch (cause) {
        throw cause instanceof AstcError ? cause : fail(messageOf(cause), cause);
      }
    },
    put: async (part, key, bytes) => {
      const fail = (reason: string, cause?: unknown) =>
        bucketError('E_WRITE', `${part}/${key}`, address, reason, cause);
      try {
        const body = bytes as Uint8Array<ArrayBuffer>;
        // The server checks what arrives.
        const headers = { 'x-amz-content-sha256': createHash('sha256').update(bytes).digest('hex') };
        const response = await request(urlOf(part, key), { method: 'PUT', body, headers });
        if (!response.ok) throw fail(await reasonOf(response));
      } catch (cause) {
        throw cause instanceof AstcError ? cause : fail(messageOf(cause), cause);
      }
    },
    claims: { acquire: async (_, isMade) => !(await isMade()), release: async () => undefined },
  };
}

function bucketError(code: 'E_READ' | 'E_WRITE', what: string, address: string, reason: string, cause: unknown) {
  const verb = code === 'E_READ' ? 'read' : 'written';
  return new AstcError(code, `${what} of ${address} cannot be ${verb} (${reason})`, { cause });
}

/** @throws {AstcError} E_OPTION */
function parseAddress(address: string): { bucket: string; prefix: string } {
  const match = /^s3:\/\/(?<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(?<prefix>[\w!.*'()/-]*))?$/.exec(address);
  if (match === null) failOption(`Expected s3://bucket/prefix for --cache but received ${address}`);
  const prefix = (match.groups!.prefix ?? '').replace(/\/+$/, '');
  return { bucket: match.groups!.bucket!, prefix: prefix === '' ? '' : `${prefix}/` };
}

/** Servers of one's own have the bucket in the path: few have names for each. */
function bucketUrl(bucket: string, region: string, env: NodeJS.ProcessEnv): string {
  const endpoint = env.AWS_ENDPOINT_URL_S3 ?? env.AWS_ENDPOINT_URL;
  if (endpoint !== undefined) return `${endpoint.replace(/\/+$/, '')}/${bucket}`;
  return `https://${bucket}.s3.${region}.amazonaws.com`;
}

/** @throws {AstcError} E_OPTION, E_UNSUPPORTED */
async function openClient(region: string, env: NodeJS.ProcessEnv): Promise<AwsClient> {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN } = env;
  if (!accessKeyId || !secretAccessKey) {
    failOption(
      'Expected AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment for a cache on S3',
      'AWS_REGION says where the bucket is, AWS_ENDPOINT_URL names a server of your own',
    );
  }
  const { AwsClient: Client } = await loadSigner();
  return new Client({
    accessKeyId,
    secretAccessKey,
    ...(AWS_SESSION_TOKEN && { sessionToken: AWS_SESSION_TOKEN }),
    service: 's3',
    region,
    ...TRIES,
  });
}

/** @throws {AstcError} E_UNSUPPORTED */
async function loadSigner(): Promise<typeof import('aws4fetch')> {
  try {
    return await importSigner();
  } catch (cause) {
    throw new AstcError('E_UNSUPPORTED', 'a cache on S3 needs the package "aws4fetch", which cannot be loaded', {
      hint: 'Run: npm install aws4fetch',
      cause,
    });
  }
}

async function importSigner(): Promise<typeof import('aws4fetch')> {
  try {
    return await import('aws4fetch');
  } catch (error) {
    return importFromProject('aws4fetch', error);
  }
}

/** What a server says: the code of its XML, which names the fault. */
async function reasonOf(response: Response): Promise<string> {
  const text = await response.text().catch(() => '');
  const code = /<Code>(?<code>[^<]{1,80})<\/Code>/.exec(text)?.groups?.code;
  return code === undefined ? `HTTP ${response.status}` : `HTTP ${response.status}, ${code}`;
}
