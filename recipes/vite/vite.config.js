export default {
  // Relative addresses: the page may lie in any folder of a site.
  base: './',
  // Module workers, as the library's are.
  worker: { format: 'es' },
  // The development server then leaves the library's files, and with them the wasm and the worker, where they are.
  optimizeDeps: { exclude: ['astc-wasm'] },
  // Optional: lets workers share memory with the page. Send the same two from the server of the built page.
  server: {
    headers: {
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Embedder-Policy': 'require-corp',
    },
  },
};
