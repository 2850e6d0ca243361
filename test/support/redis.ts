/**
 * A server of Redis that is the test's own. On a machine that decides (`.ci/run`) a missing one is a failure, not a skip.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';

/** Whether there is one. @throws where there is none and `REQUIRE_QUEUE` is set */
export function hasRedis(): boolean {
  if (spawnSync('redis-server', ['--version']).status === 0) return true;
  if (process.env.REQUIRE_QUEUE) throw new Error('no redis-server for the tests of queues, and REQUIRE_QUEUE is set');
  console.warn('SKIPPED: tests of queues need redis-server (Debian: apt-get install redis-server)');
  return false;
}

export interface RedisServer {
  url: string;
  /** Ends it as a crash does, with all that it knew, and starts it again. */
  crash: () => Promise<void>;
  stop: () => Promise<void>;
}

/** Starts a server without a memory on a free port. @param folder  where it works */
export async function startRedis(folder: string): Promise<RedisServer> {
  const port = await freePort();
  const start = async () => {
    const words = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder];
    const child = spawn('redis-server', words, { stdio: 'ignore' });
    await untilOpen(port);
    return child;
  };
  let child: ChildProcess = await start();
  const kill = async () => {
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
  return {
    url: `redis://127.0.0.1:${port}`,
    crash: async () => {
      await kill();
      child = await start();
    },
    stop: kill,
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

async function untilOpen(port: number): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const socket = connect(port, '127.0.0.1');
    const isOpen = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (isOpen) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`redis-server does not listen on ${port}`);
}
