import "server-only";
import type { readExport } from "./queries";

/** An export as the REST routes name it. Sizes and places have 64 bits, so they travel as decimal text. */
export const exportWire = (found: Omit<Awaited<ReturnType<typeof readExport>>, "selection">) => ({
  export_id: found.id,
  state: found.state,
  checkpoint_size: `${found.size}`,
  requested_at: found.requestedAt,
  evidence: found.evidence,
  evidence_files: found.carries.length,
  position: `${found.position}`,
  total: `${found.total}`,
  events: `${found.rows}`,
  finished_at: found.finishedAt,
  expires_at: found.expiresAt,
  problem: found.problem,
  file: found.file && { bytes: `${found.file.size}`, sha256: found.file.sha256 },
});
