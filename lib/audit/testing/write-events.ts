import { randomUUID } from "node:crypto";
import type { TestOrganization } from "@/scripts/testing/organization";

/** Leaves `count` events in an organisation's trail, one transaction each. */
export async function writeEvents(organization: TestOrganization, count: number, action = "example.write") {
  const { inTenant } = await import("@/lib/platform/db/tenant");
  const { record } = await import("@/lib/platform/operation/record");
  const { aboutPerson } = await import("@/lib/platform/operation/protected");
  const { now } = await import("@/lib/platform/clock");
  const by = organization.person.compliance_officer;
  for (let i = 0; i < count; i++) {
    await inTenant(organization.id, "write", (tx) =>
      record(
        tx,
        { ...by, requestId: randomUUID() },
        {
          type: "system_change",
          action,
          crud: "update",
          outcome: "success",
          riskLevel: "low",
          retentionClass: "seven_years",
          controlIds: ["CC7.2"],
          resource: { type: "example", id: `${i}`, label: aboutPerson(by.personId, `Example ${i}, "quoted"`) },
          after: { number: i, text: `=SUM(${i})` },
        },
        [],
        now(),
      ),
    );
  }
}
