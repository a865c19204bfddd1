import "server-only";
import { z } from "zod";
import { AppError, notFound } from "../errors";
import { newId } from "../ids";
import { command } from "../operation/command";
import { query } from "../operation/query";
import { line } from "../text";
import { newApiKey } from "./api-keys";
import { keyPermissions } from "./key-permissions";

const words = {
  permission: "api-key:manage",
  type: "privileged_access",
  riskLevel: "high",
  controls: ["CC6.1", "CC6.2"],
} as const;
const day = 24 * 60 * 60 * 1000;

export const createApiKey = command({
  ...words,
  name: "api-key.create",
  summary: "Create an API key; its secret is shown once",
  crud: "create",
  input: z.object({
    name: line(80, "Name the system that will use this key."),
    permissions: z
      .preprocess((value) => (typeof value === "string" ? [value] : value), z.array(z.enum(keyPermissions)))
      .refine((list) => list.length > 0, "Choose at least one permission."),
    validDays: z.coerce.number().int().min(1).max(730),
  }),
  async run({ tx, actor, now }, { name, permissions, validDays }) {
    if (actor.kind !== "user") throw new AppError("forbidden", "Only a person can create a key.");
    const { token, hash, prefix } = newApiKey();
    const id = newId(now.getTime());
    const expiresAt = new Date(now.getTime() + validDays * day);
    await tx.apiKey.create({
      data: {
        id,
        organizationId: actor.organizationId,
        name,
        prefix,
        hash,
        permissions,
        createdById: actor.personId,
        createdAt: now,
        expiresAt,
      },
    });
    return {
      output: { id, token, prefix },
      event: {
        resource: { type: "api_key", id, label: name },
        after: { permissions, expiresAt: expiresAt.toISOString() },
      },
    };
  },
});

export const revokeApiKey = command({
  ...words,
  name: "api-key.revoke",
  summary: "Revoke an API key at once",
  crud: "delete",
  input: z.object({ id: z.uuid() }),
  async run({ tx, now }, { id }) {
    const key = await tx.apiKey.findUnique({ where: { id } });
    if (!key) throw notFound("This key");
    if (!key.revokedAt) await tx.apiKey.update({ where: { id }, data: { revokedAt: now }, select: { id: true } });
    return { output: { id }, event: { resource: { type: "api_key", id, label: key.name } } };
  },
});

export const listApiKeys = query({
  name: "api-key.list",
  summary: "API keys and when they were last used",
  permission: "api-key:manage",
  input: z.object({}),
  run: ({ tx }) => tx.apiKey.findMany({ omit: { hash: true }, orderBy: { createdAt: "desc" } }),
});
