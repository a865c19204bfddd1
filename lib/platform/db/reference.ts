import "server-only";
import type { Tx } from "./client";

/** The next reference of a kind and year, such as DSR-2026-0042; without holes, because it is counted in the caller's transaction. */
export async function nextReference(
  tx: Tx,
  organizationId: string,
  kind: "DSR" | "SUP" | "EVD" | "EXC" | "POL" | "INC" | "HLD" | "DSP" | "KEY" | "ACR" | "ARC" | "VIO",
  at: Date,
): Promise<string> {
  const year = kind === "POL" ? 0 : at.getUTCFullYear();
  const [row] = await tx.$queryRaw<{ value: number }[]>`
    insert into reference_counter (organization_id, kind, year, value) values (${organizationId}::uuid, ${kind}, ${year}, 1)
    on conflict (organization_id, kind, year) do update set value = reference_counter.value + 1 returning value`;
  const value = row?.value ?? 0;
  if (kind === "POL") return `POL-${String(value).padStart(3, "0")}`;
  return `${kind}-${year}-${String(value).padStart(kind === "SUP" ? 6 : 4, "0")}`;
}
