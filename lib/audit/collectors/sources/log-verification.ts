import "server-only";
import { now } from "@/lib/platform/clock";
import type { Cell, Collector, Period, ReadTenant } from "@/lib/platform/contribution";
import { utf8Text } from "@/lib/platform/crypto/bytes";
import { AppError } from "@/lib/platform/errors";
import { checkLog } from "../../check/check-log";
import { checkAction } from "../../check/last-check";
import type { LogCheck } from "../../check/rules";

type Row = readonly Cell[];

async function* checks(read: ReadTenant, { from, to }: Period): AsyncGenerator<Row> {
  const events = await read((tx) =>
    tx.auditEvent.findMany({
      where: {
        action: checkAction,
        outcome: "success",
        recordedAt: { gte: new Date(`${from}T00:00:00Z`), lte: new Date(`${to}T23:59:59.999Z`) },
      },
      orderBy: { id: "asc" },
      select: { id: true, leaf: true, recordedAt: true },
    }),
  );
  for (const { id, leaf, recordedAt } of events) {
    const found = JSON.parse(utf8Text(leaf)).change.after as Omit<LogCheck, "at">;
    yield [recordedAt.toISOString(), found.size, found.state, found.index, found.message, id];
  }
  yield await checkedNow(read);
}

/** The last row is a check of the whole log made for this very report. */
async function checkedNow(read: ReadTenant): Promise<Row> {
  const organization = await read((tx) => tx.organization.findFirstOrThrow({ select: { id: true } }));
  const at = now().toISOString();
  try {
    const found = await checkLog(organization.id);
    return [at, found.size, found.state, found.index, found.message, null];
  } catch (error) {
    if (!(error instanceof AppError && error.code === "conflict")) throw error;
    return [at, "0", "not signed yet", null, error.message, null];
  }
}

export const logVerification: Collector = {
  id: "log-verification",
  title: "Verification of the audit log",
  description: "Every check of the whole log within the period, and one made for this report.",
  controls: ["CC4.1", "CC7.2", "A.8.15"],
  evidenceType: "control_test",
  schedule: "0 4 * * 1",
  cadence: "weekly",
  kind: "period",
  collect: (read, period) => ({
    query: `Events of action ${checkAction} in the period, what each found in its leaf; then a fresh check: every leaf hashed, every column compared with its leaf, the root compared with the signed checkpoint.`,
    parameters: { from: period.from, to: period.to },
    columns: ["checked_at", "size", "state", "first_bad_index", "message", "event_id"],
    rows: checks(read, period),
  }),
};
