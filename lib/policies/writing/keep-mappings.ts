import "server-only";
import type { Tx } from "../../platform/db/client";
import { AppError } from "../../platform/errors";
import { requirementOf } from "../../platform/frameworks";
import { type Mapping, parseMapping } from "./mapping-line";

/** A mapping to a requirement that does not exist would be a hole in the coverage that nobody sees (P8). */
export function knownMappings(entries: readonly string[]): { ids: string[]; mappings: Mapping[] } {
  const mappings = entries.map(parseMapping);
  const ids = [...new Set(mappings.map(({ requirementId }) => requirementId))];
  const unknown = ids.filter((id) => !requirementOf(id));
  if (unknown.length === 0) return { ids, mappings };
  const message = `No framework has ${unknown.slice(0, 5).join(", ")}. Use ids such as A.5.1, CC6.1 or Art.32.`;
  throw new AppError("invalid", "Some fields need attention. Nothing was saved.", {
    fieldErrors: { requirementIds: [message] },
  });
}

/** Which sections of a draft answer which requirements, as the author left it. */
export async function keepSections(
  tx: Tx,
  organizationId: string,
  versionId: string,
  mappings: readonly Mapping[],
): Promise<void> {
  const wanted = mappings.flatMap(({ requirementId, section }) =>
    section === null ? [] : [{ organizationId, versionId, requirementId, section }],
  );
  await tx.policySectionMapping.deleteMany({ where: { versionId } });
  if (wanted.length > 0) await tx.policySectionMapping.createMany({ data: wanted, skipDuplicates: true });
}
