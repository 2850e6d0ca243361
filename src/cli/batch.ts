/** `astc-wasm batch`: its options, help and examples. */
import type { Command } from 'commander';
import { BATCH_FLAGS } from './command-options.js';
import { addOpenFlags } from './flags.js';
import type { RunCommand } from './run-command.js';
import type { TalkFlags } from './session.js';

const EXAMPLES = `
Examples, with a server of Redis or Valkey, and a folder that all machines see as /mnt/assets:
  redis-server --appendonly yes                                                   once, anywhere
  cd /mnt/assets && astc-wasm worker --queue redis://host --cache cache           on any number of machines, at any time
  cd /mnt/assets && astc-wasm batch -r textures -o out --queue redis://host --cache cache
  astc-wasm batch -r textures -o out --queue redis://host/2 --cache /mnt/cas --root /mnt/assets
  astc-wasm batch -r textures -o out --queue redis://host --cache s3://bucket/astc     files travel through the bucket, too
  astc-wasm batch textures/*.png -o out --queue redis://host --cache cache --block 4x4 --quality thorough --json

It does what encode does, with the options of encode, but that workers make what the cache has not. Jobs name files by their
paths below --root, which batch and workers may see under different names; no pixel goes through the queue. Textures come
by way of --cache, a folder that all share, or a bucket of S3: then files are put there for the workers, which need no
folder. AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION and AWS_ENDPOINT_URL say which and whose (npm install aws4fetch).
Workers may come, go and be killed: what they had is given to others after --lock. A file over which workers die again and
again, or that is no image, fails alone. A server that forgets its jobs gets them again. Ctrl-C takes the jobs back.
`;

/** Adds the command. */
export function addBatchCommand(program: Command, run: RunCommand): void {
  const command = program
    .command('batch')
    .description('Compress images as encode does, by workers on many machines.')
    .argument('[inputs...]', 'images, as encode takes them')
    .addHelpText('after', EXAMPLES);
  const readFlags = addOpenFlags(command, BATCH_FLAGS);
  command.action((inputs: string[], talk: TalkFlags) =>
    run(talk, async (session) => {
      const given = readFlags();
      const { batchFiles } = await import('./batch-files.js');
      return batchFiles(session, inputs, given);
    }),
  );
}
