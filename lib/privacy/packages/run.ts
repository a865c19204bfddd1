import "server-only";
import type { Actor } from "@/lib/platform/auth/actor-types";
import type { DataSource } from "@/lib/platform/contribution";
import { removeObject } from "@/lib/platform/storage/encryption";
import { buildPackage } from "./build-package";
import { closeDelivered, discardParts } from "./close-delivered";
import { collectSource } from "./collect-source";
import { packageStore } from "./part";
import { publishPackage } from "./publish-package";
import { failTask, settleExecution, startExecution } from "./tasks";

/** Runs a named step once; a job hands in the engine's own, which remembers results across restarts. */
export type RunStep = <T>(name: string, work: () => Promise<T>) => Promise<T>;

/** From approval to the delivered package (section 6). Each step is safe to run twice; one failing source stops no other. */
export async function collect(
  actor: Actor,
  sources: readonly DataSource[],
  requestId: string,
  step: RunStep,
): Promise<{ collected: boolean }> {
  const listed = sources.map(({ id, title }) => ({ id, title }));
  const { goes } = await step("start", () => startExecution(actor, { requestId, sources: listed }));
  if (!goes) return { collected: false };
  for (const source of sources) {
    try {
      await step(`collect ${source.id}`, () => collectSource(actor, source, requestId));
    } catch (error) {
      // The engine gave up on this source after its retries; the message may hold data, so only its kind is kept.
      const problem = `The source could not be read (${error instanceof Error ? error.name : "error"}). Try again, or ask the operator.`;
      await step(`give up ${source.id}`, () => failTask(actor, { requestId, sourceId: source.id, problem }));
    }
  }
  const { complete } = await step("settle", () => settleExecution(actor, { requestId }));
  if (!complete) return { collected: false };
  const { packageId } = await step("build", () => buildPackage(actor, sources, requestId));
  if (!packageId) return { collected: false };
  await step("publish", () => publishPackage(actor, { requestId }));
  await step("close", () => closeDelivered(actor, { requestId }));
  await step("discard", () => discard(actor, requestId));
  return { collected: true };
}

/** Keys first, bytes second: cut off in between, the next run removes bytes nobody can read any more. */
export async function discard(actor: Actor, requestId: string): Promise<void> {
  const { storageKeys } = await discardParts(actor, { requestId });
  for (const storageKey of storageKeys) await removeObject(packageStore(), { storageKey });
}
