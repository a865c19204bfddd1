import { randomUUID } from "node:crypto";
import type { TestOrganization } from "@/scripts/testing/organization";

/** People who exist in the trail only, each with the keys of their names (long) and addresses (short) for a month (A17). */
export async function personKeys({ id: organizationId }: Pick<TestOrganization, "id">, count: number, month: string) {
  const { inTenant } = await import("@/lib/platform/db/tenant");
  const { sealField, subjectKeys } = await import("@/lib/platform/operation/subject-keys");
  const ids = Array.from({ length: count }, () => randomUUID());
  return inTenant(organizationId, "write", async (tx) => {
    const keysOf = (retentionClass: "seven_years" | "one_year") =>
      subjectKeys(
        tx,
        ids.map((id) => ({ organizationId, subject: `person:${id}`, retentionClass, month })),
      );
    const [long, short] = [await keysOf("seven_years"), await keysOf("one_year")];
    const seal = (keys: typeof long, who: number, value: string) => {
      const key = keys[who];
      if (!key) throw new RangeError("There is no such person.");
      return sealField(key, value);
    };
    return {
      ids,
      sealLong: (who: number, value: string) => seal(long, who, value),
      sealShort: (who: number, value: string) => seal(short, who, value),
    };
  });
}
