import "server-only";
import { z } from "zod";
import { command } from "@/lib/platform/operation/command";
import { raiseAlert } from "../alerts/raise-alert";
import { checkAction, tailCheckAction } from "./last-check";

const decimal = z.string().regex(/^\d{1,20}$/);

const input = z.object({
  size: decimal,
  state: z.enum(["verified", "failed"]),
  index: decimal.nullable(),
  message: z.string().max(300).nullable(),
});

const keeping = <Name extends string>(name: Name, summary: string) =>
  command({
    name,
    summary,
    permission: "log:verify",
    type: "compliance_control",
    controls: ["CC7.2", "CC4.1"],
    input,
    async run(context, finding) {
      const resource = { type: "audit_log", id: null };
      if (finding.state === "failed") {
        const { size, index, message } = finding;
        context.note({
          action: "log.integrity-alert",
          type: "security_event",
          riskLevel: "critical",
          resource,
          after: finding,
        });
        await raiseAlert(context, {
          rule: "log-integrity",
          level: "emergency",
          objectType: "audit_log",
          objectId: context.actor.organizationId,
          title: `The audit log is not as it was signed${index === null ? "" : `, from index ${index} on`}`,
          detail: `${message ?? ""} Compared with the checkpoint of ${size} events.`.trim(),
          href: "/audit/integrity",
        });
      }
      return { output: finding, event: { resource, after: finding } };
    },
  });

/** Keeps what a check of the log found. The finding is measured by the portal, never taken from a request (A15). */
export const recordLogCheck = keeping(checkAction, "Record what a check of the whole log found");

/** The same for a check of the newest events. */
export const recordTailCheck = keeping(tailCheckAction, "Record what a check of the log's newest events found");
