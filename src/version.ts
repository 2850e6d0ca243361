/** The version of the package, as package.json has it (a test compares the two); written into files as KTXwriter. */
export const VERSION = '0.1.0';
