/** A service of an edge runtime; its test prints what it proves. */
import { openEncoder } from './encoder.js';
import { prove } from './prove.js';

export default {
  async test() {
    console.log(JSON.stringify(await prove(openEncoder, [1])));
    console.log(JSON.stringify(await prove(openEncoder, [2])));
  },
};
