/** CommonJS, of any Node. */
async function main() {
  const { createEncoder } = await import('astc-wasm');
  const { prove } = await import('./prove.js');
  console.log(JSON.stringify(await prove(createEncoder)));
}

main();
