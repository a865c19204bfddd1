import "server-only";
import { databaseAwayDigest } from "../errors";
import { client, type Tx } from "./client";
import { isRetryable, isUnreachable } from "./failures";
import { asIdentity, currentConnection, type Identity } from "./identity";

/**
 * Runs `work` in one READ COMMITTED transaction as the role `portal_app`, for one organisation.
 * Role, organisation and mode are set in one statement, so that row level security shows and accepts only this
 * organisation's rows even if a `where` is forgotten.
 */
export function inTenant<T>(organizationId: string, mode: Identity["mode"], work: (tx: Tx) => Promise<T>): Promise<T> {
  return inTransaction({ role: "portal_app", organizationId, mode }, work);
}

/** One transaction as one of the portal's database roles. Only this file and the door call it. */
export function inTransaction<T>(identity: Identity, work: (tx: Tx) => Promise<T>): Promise<T> {
  return asIdentity(identity, () =>
    client().$transaction((tx) => {
      // Fails closed: had the identity got lost on its way to the adapter, this would be the owner.
      currentConnection();
      return work(tx);
    }),
  ).catch((error) => {
    if (isUnreachable(error)) Object.assign(error as object, { digest: databaseAwayDigest });
    throw error;
  });
}

/** A serialisation failure or a deadlock rolls everything back; the whole is tried again, at most three times. */
export async function retrying<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (tries >= 3 || !isRetryable(error)) throw error;
    }
  }
}
