import "server-only";
import { z } from "zod";
import { command } from "@/lib/platform/operation/command";
import { destroyKeys } from "./destroy";

/**
 * Destroys keys again that the list outside the database says were destroyed: a backup was restored. Once more as events of the
 * log, because the restored log may not know of it.
 */
export const replayErasure = command({
  name: "subject-key.replay",
  summary: "Destroy keys again after a restore",
  permission: "subject-key:retain",
  type: "backup_operation",
  crud: "delete",
  riskLevel: "high",
  controls: ["Art.17", "A1.3"],
  input: z.object({ destructionId: z.uuid(), keys: z.array(z.uuid()).max(1000) }),
  async run(context, { destructionId, keys }) {
    const { keys: again, cleared } = await destroyKeys(context, { destructionId, reference: "replay", ids: keys });
    return {
      output: { destroyed: again.length, cleared },
      event: {
        resource: { type: "key_destruction", id: destructionId },
        after: { destroyed: again.length, cleared, reason: "A backup was restored that still held these keys." },
      },
    };
  },
});
