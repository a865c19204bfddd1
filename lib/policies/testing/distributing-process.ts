import "server-only";
import { systemActor } from "../../platform/auth/actor-types";
import { distributeVersion } from "../distribute-version";

/** A distribution in a process of its own, to be killed: from the beginning, as a job without a memory would. Tells of each batch. */
const [organizationId = "", versionId = "", limit = ""] = process.argv.slice(2);
for (let after: string | null = null; ; ) {
  const batch: { next: string | null } = await distributeVersion(systemActor(organizationId, "distribution", "test"), {
    versionId,
    after,
    limit: Number(limit),
  });
  console.log("batch");
  after = batch.next;
  if (!after) process.exit();
}
