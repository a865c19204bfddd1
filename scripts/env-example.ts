import "server-only";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { envSchema } from "@/lib/platform/env";

/** Where the example stands. */
const file = fileURLToPath(new URL("../.env.example", import.meta.url));

/** Every setting with its sentence and its default; secrets are left empty, `npm run up` makes them. */
export function envExample(): string {
  const { properties = {} } = z.toJSONSchema(envSchema, { io: "input", unrepresentable: "any" }) as {
    properties?: Record<string, { description?: string; default?: unknown; enum?: string[] }>;
  };
  const hidden = ["NODE_ENV", "PORTAL_MODE", "PUBLIC_URL"];
  const lines = Object.entries(properties)
    .filter(([name]) => name !== "NODE_ENV")
    .map(([name, { description, default: value, enum: choices }]) => {
      const shown = hidden.includes(name) || value === undefined ? "" : String(value);
      return `# ${description ?? ""}${choices ? ` One of: ${choices.join(", ")}.` : ""}\n# ${name}=${shown}`;
    });
  return `# Settings of the portal. Each has a default that works on one machine; remove the # of what you set.\n\n${lines.join("\n\n")}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(file, envExample());
}
