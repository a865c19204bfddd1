import "server-only";
import { client, type Tx } from "./client";
import { isRetryable } from "./failures";

type Mode = "read" | "write";

/**
 * Runs `work` in one READ COMMITTED transaction as the role `portal_app`, for one organisation.
 * Role, organisation and mode are set in one statement, so that row level security shows and accepts only this
 * organisation's rows even if a `where` is forgotten.
 */
export async function inTenant<T>(organizationId: string, mode: Mode, work: (tx: Tx) => Promise<T>): Promise<T> {
  return client().$transaction(async (tx) => {
    await enter(tx, "portal_app", organizationId, mode);
    return work(tx);
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

/** Takes on one of the portal's database roles until the transaction ends. */
export async function enter(
  tx: Tx,
  role: "portal_app" | "portal_door",
  organizationId: string,
  mode: Mode,
): Promise<void> {
  const readOnly = mode === "read" ? "on" : "off";
  await tx.$queryRaw`select set_config('role', ${role}, true),
    set_config('app.organization_id', ${organizationId}, true),
    set_config('transaction_read_only', ${readOnly}, true)`;
}
