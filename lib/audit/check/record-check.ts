import "server-only";
import { z } from "zod";
import { command } from "@/lib/platform/operation/command";
import { checkAction } from "./last-check";

const decimal = z.string().regex(/^\d{1,20}$/);

/** Keeps what a check of the log found. The finding is measured by the portal, never taken from a request (A15). */
export const recordLogCheck = command({
  name: checkAction,
  summary: "Record what a check of the whole log found",
  permission: "log:verify",
  type: "compliance_control",
  controls: ["CC7.2", "CC4.1"],
  input: z.object({
    size: decimal,
    state: z.enum(["verified", "failed"]),
    index: decimal.nullable(),
    message: z.string().max(300).nullable(),
  }),
  async run({ note }, finding) {
    const resource = { type: "audit_log", id: null };
    if (finding.state === "failed") {
      note({ action: "log.integrity-alert", type: "security_event", riskLevel: "critical", resource, after: finding });
    }
    return { output: finding, event: { resource, after: finding } };
  },
});
