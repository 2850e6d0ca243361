/** zlib's compression in browsers: a module of its own, loaded when asked for. */
export { zlibSync } from 'fflate/browser';
