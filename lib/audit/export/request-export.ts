import "server-only";
import { actorIdOf, mayDo } from "@/lib/platform/auth/actor-types";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { command } from "@/lib/platform/operation/command";
import { exportFilterOf, resolveFilter } from "../explorer/conditions";
import { timeZoneOf } from "../explorer/queries";
import { exportRequested } from "./events";
import { exportableLog } from "./exportable-log";
import { countCollected } from "./package-source";
import { mostCarried, mostUnderWay } from "./rules";
import { exportInput } from "./schema";

/** Asks for a package, bound to the newest checkpoint. On record before anything is built (A14, A19). */
export const requestExport = command({
  name: "audit.export",
  summary: "Export events with their proofs as a package that can be verified offline",
  permission: "audit:export",
  type: "data_access",
  crud: "create",
  riskLevel: "high",
  controls: ["CC7.2", "CC6.1"],
  input: exportInput,
  async run({ tx, actor, now, emit }, { first, last, earlier, evidence, log: chosen, ...typed }) {
    const log = await exportableLog(tx, chosen);
    if (log === null) {
      throw new AppError(
        "conflict",
        "Nothing is signed yet, so there is nothing to export. Try again in a few seconds.",
      );
    }
    const filter = exportFilterOf(resolveFilter(typed, await timeZoneOf(tx, actor.organizationId)));
    if (filter === null) {
      throw new AppError(
        "invalid",
        "An export cannot be bound to words, names or addresses. Nothing was exported: filter by actor id, action, resource or time.",
      );
    }
    const filtered = Object.keys(filter).length > 0;
    if (filtered && (first !== undefined || last !== undefined)) {
      throw new AppError("invalid", "Choose either a range of places or filters. Nothing was exported.");
    }
    const from = first ?? 0n;
    const count = (last ?? log.size - 1n) - from + 1n;
    if (!filtered && (count <= 0n || from + count > log.size)) {
      throw new AppError("invalid", `The log is signed up to place ${log.size - 1n}. Nothing was exported.`);
    }
    if (earlier.some((size) => size === 0n || size > log.size)) {
      throw new AppError("invalid", `An earlier checkpoint has 1 to ${log.size} events. Nothing was exported.`);
    }
    if (evidence) {
      if (!mayDo(actor, "evidence:download")) {
        throw new AppError("forbidden", "You may not take evidence files. Nothing was exported: ask without them.");
      }
      const range = filtered ? { first: 0n, end: log.size, filter } : { first: from, end: from + count };
      const found = await countCollected(tx, log, range);
      if (found > mostCarried) {
        const words = `These events collected ${found} evidence files; a package takes ${mostCarried}.`;
        throw new AppError("invalid", `${words} Nothing was exported: choose fewer events.`);
      }
    }
    const underWay = await tx.auditExport.count({ where: { state: { in: ["queued", "building"] } } });
    if (underWay >= mostUnderWay) {
      throw new AppError("conflict", `${underWay} exports are being built already. Nothing was started: wait for one.`);
    }
    const id = newId(now.getTime());
    const selection = filtered
      ? ({ kind: "filter", filter } as const)
      : ({ kind: "range", first: `${from}`, count: `${count}` } as const);
    const disclose = mayDo(actor, "audit:read");
    await tx.auditExport.create({
      data: {
        id,
        organizationId: actor.organizationId,
        requestedById: actorIdOf(actor) ?? "",
        requestedBy: "name" in actor ? actor.name : "the portal",
        requestedAt: now,
        selection: { ...selection, log: log.logId },
        size: log.size,
        earlierSizes: earlier,
        disclose,
        evidence,
        total: filtered ? log.size : count,
      },
    });
    emit(exportRequested, { organizationId: actor.organizationId, exportId: id });
    return {
      output: { id, size: log.size, state: "queued" as const },
      event: {
        resource: { type: "audit_export", id },
        after: {
          checkpoint: `${log.size}`,
          disclosed: disclose,
          evidence,
          ...(selection.kind === "range"
            ? { first: selection.first, count: selection.count }
            : { filter: { ...filter } }),
        },
      },
    };
  },
});
