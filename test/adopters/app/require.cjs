/** CommonJS, of Node 22.12 or newer. */
const { createEncoder } = require('astc-wasm');
const { prove } = require('./prove.js');

prove(createEncoder).then((proof) => console.log(JSON.stringify(proof)));
