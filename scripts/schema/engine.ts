import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import { adapterFor } from "./adapter";

type SchemaEngine = bindings.SchemaEngine;

let ready: Promise<void> | undefined;

/** Node has no loader for `.wasm` modules: instantiate it by hand against its own bindings. */
async function instantiate(): Promise<void> {
  const entry = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const binary = await readFile(entry.replace(/\.js$/, ".wasm"));
  const { instance } = await WebAssembly.instantiate(binary, {
    "./schema_engine_bg.js": bindings,
  });
  // Not in the published types: what the package's own entry file does after loading.
  const { __wbg_set_wasm } = bindings as unknown as { __wbg_set_wasm(wasm: WebAssembly.Exports): void };
  __wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
}

/** Runs `use` with Prisma's schema engine (the WebAssembly build, no downloaded binary) on a database. */
export async function withSchemaEngine<T>(url: string, use: (engine: SchemaEngine) => Promise<T>): Promise<T> {
  ready ??= instantiate();
  await ready;
  const { adapter, close } = adapterFor(url);
  try {
    return await use(await bindings.SchemaEngine.new({ datamodels: undefined }, () => {}, adapter));
  } finally {
    await close();
  }
}

export const noFilter = { externalTables: [], externalEnums: [] };
