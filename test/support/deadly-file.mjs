/** Preloaded into a worker: whoever opens a file named so is killed, as by a system that is out of memory. */
import files from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

const { open } = files;
files.open = (path, ...others) => {
  if (String(path).includes('poison')) process.kill(process.pid, 'SIGKILL');
  return open(path, ...others);
};
syncBuiltinESMExports();
