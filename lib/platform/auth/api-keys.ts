import "server-only";
import { createHash } from "node:crypto";
import { now } from "../clock";
import { apiKeyByHash, touchApiKey } from "../db/door";
import { AppError } from "../errors";
import { originOf } from "../http/origin";
import { newToken } from "../ids";
import type { ActorOf } from "../operation/context";

export const hashToken = (token: string) => createHash("sha256").update(token).digest("hex");

/** `plinto_` and 256 random bits: shown once, stored as a hash; a fast hash is enough for a random secret. */
export function newApiKey(): { token: string; hash: string; prefix: string } {
  const token = `plinto_${newToken()}`;
  return { token, hash: hashToken(token), prefix: token.slice(0, 12) };
}

const touchEveryMs = 60 * 1000;

export async function actorOfApiKey(token: string, headers: Headers): Promise<ActorOf<"api_key">> {
  const at = now();
  const key = await apiKeyByHash(hashToken(token));
  if (!key || key.revokedAt || (key.expiresAt && key.expiresAt <= at)) {
    throw new AppError("unauthenticated", "This API key is unknown, revoked or expired.");
  }
  if (!key.lastUsedAt || at.getTime() - key.lastUsedAt.getTime() > touchEveryMs) await touchApiKey(key.id, at);
  return {
    kind: "api_key",
    keyId: key.id,
    name: key.name,
    createdById: key.createdById,
    permissions: key.permissions,
    organizationId: key.organizationId,
    ...originOf(headers),
  };
}
