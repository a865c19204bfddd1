import "server-only";
import { z } from "zod";
import { command } from "@/lib/platform/operation/command";
import { destroyAction } from "./destroy";

/** Keys that a restore could not bring back are gone like destroyed ones: the log must say so, or its check would not accept it (A7). */
export const tellLostKeys = command({
  name: "subject-key.lost",
  summary: "Record that keys were lost with a restore",
  permission: "subject-key:retain",
  type: "backup_operation",
  crud: "delete",
  riskLevel: "critical",
  controls: ["A1.3"],
  input: z.object({ keys: z.array(z.uuid()).min(1).max(300), reason: z.string().max(300) }),
  async run({ note }, { keys, reason }) {
    const resource = { type: "key_destruction", id: null };
    note({ action: destroyAction, resource, after: { keys }, reason });
    return { output: { told: keys.length }, event: { resource, after: { lost: keys.length }, reason } };
  },
});
