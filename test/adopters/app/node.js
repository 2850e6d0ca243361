/** A program of Node, bundled or not: prints what it proves. `no-worker` takes the recipe's `worker` away. */
import { openEncoder } from './encoder.js';
import { prove } from './prove.js';

const wishes = process.argv.slice(2);
const without = {
  ...(wishes.includes('no-worker') && { worker: undefined }),
  ...(wishes.includes('no-listener') && { onWarning: undefined }),
};
prove((options) => openEncoder({ ...options, ...without }), wishes.includes('no-worker') ? [2] : [1, 2]).then((proof) =>
  console.log(JSON.stringify(proof)),
);
