import path from "node:path";
import { noFilter, withSchemaEngine } from "./engine";
import { migrationsFolder, readSchemaFiles } from "./files";

/** The SQL that leads a migrated database to what the schema files say; empty when it is there already. Applies nothing. */
export async function draftMigration(url: string): Promise<string> {
  const files = (await readSchemaFiles()).map(([file, content]) => ({ path: file, content }));
  const { stdout } = await withSchemaEngine(url, (engine) =>
    engine.diff({
      from: { tag: "schemaDatasource", files, configDir: path.dirname(migrationsFolder) },
      to: { tag: "schemaDatamodel", files },
      script: true,
      exitCode: null,
      filters: noFilter,
    }),
  );
  return stdout?.includes("This is an empty migration") ? "" : (stdout?.trim() ?? "");
}
