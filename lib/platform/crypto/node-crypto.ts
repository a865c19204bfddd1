/**
 * Node's own crypto where there is one, else undefined (a browser: the verifier page runs the same files).
 * Asked at run time: an `import` would make a bundler look for the module, or ship a polyfill.
 */
export const nodeCrypto: typeof import("node:crypto") | undefined =
  typeof process === "object" && typeof process.getBuiltinModule === "function"
    ? process.getBuiltinModule("node:crypto")
    : undefined;

/** The same for deflated streams. */
export const nodeZlib: typeof import("node:zlib") | undefined =
  typeof process === "object" && typeof process.getBuiltinModule === "function"
    ? process.getBuiltinModule("node:zlib")
    : undefined;

/** The same for judging bytes. */
export const nodeBuffer: typeof import("node:buffer") | undefined =
  typeof process === "object" && typeof process.getBuiltinModule === "function"
    ? process.getBuiltinModule("node:buffer")
    : undefined;
