/** A server of S3 that is the test's own: s3rver, and one in front of it that fails now and then. */
import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import S3rver from 's3rver';

export const BUCKET = 'textures';

export interface BucketServer {
  /** Variables by which clients find it. */
  env: Record<string, string>;
  /** Method and path of every request, as `PUT /textures/…`. */
  requests: string[];
  stop: () => Promise<void>;
}

/**
 * @param folder  where it keeps things
 * @param failEvery  every so many-th request is answered with 503 and not passed on
 */
export async function startBucket(folder: string, failEvery = Number.POSITIVE_INFINITY): Promise<BucketServer> {
  const server = new S3rver({
    address: '127.0.0.1',
    port: 0,
    silent: true,
    directory: folder,
    configureBuckets: [{ name: BUCKET, configs: [] }],
  });
  const { port } = await server.run();
  const requests: string[] = [];
  const front = createServer((incoming, outgoing) => {
    requests.push(`${incoming.method} ${incoming.url}`);
    if (requests.length % failEvery === 0) {
      outgoing.writeHead(503).end('<Error><Code>SlowDown</Code></Error>');
      incoming.resume();
      return;
    }
    const { method, url: path, headers } = incoming;
    const passed = request({ host: '127.0.0.1', port, method, path, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(passed);
  });
  front.listen(0, '127.0.0.1');
  await once(front, 'listening');
  return {
    requests,
    env: {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${(front.address() as AddressInfo).port}`,
      AWS_ACCESS_KEY_ID: 'S3RVER',
      AWS_SECRET_ACCESS_KEY: 'S3RVER',
      AWS_REGION: 'us-east-1',
    },
    stop: async () => {
      await closed(front);
      await server.close();
    },
  };
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
