export default {
  mode: 'production',
  target: 'node20',
  entry: { node: './node.js' },
  output: { filename: '[name].cjs' },
  // What only reading image files and workers without the `worker` option need.
  externals: { sharp: 'commonjs sharp', piscina: 'commonjs piscina' },
};
