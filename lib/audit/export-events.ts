import "server-only";
import { z } from "zod";
import { mayDo } from "@/lib/platform/auth/actor-types";
import { AppError } from "@/lib/platform/errors";
import { query } from "@/lib/platform/operation/query";
import { exportFilterOf, resolveFilter } from "./explorer/conditions";
import { timeZoneOf } from "./explorer/queries";
import { eventFilterInput } from "./explorer/schema";
import type { PackageRequest } from "./export/build-package";
import { signedLog } from "./export/package-source";

const place = z
  .preprocess(
    (value) => (value === "" ? undefined : value),
    z
      .union([z.string().regex(/^\d{1,19}$/, "A place in the log is a whole number."), z.number().int().nonnegative()])
      .optional(),
  )
  .transform((value) => (value === undefined ? undefined : BigInt(value)));

/** Filters as in the explorer, or a range of places; with neither the whole log. */
export const exportInput = eventFilterInput.extend({ first: place, last: place });

/** What to export, bound to the newest checkpoint; the package itself is built after its event is on record (A19). */
export const exportEvents = query({
  name: "audit.export",
  summary: "Export events with their proofs as a package that can be verified offline",
  permission: "audit:export",
  riskLevel: "high",
  controls: ["CC7.2", "CC6.1"],
  input: exportInput,
  async run({ tx, actor, now }, { first, last, ...typed }) {
    const log = await signedLog(tx);
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
    const request: PackageRequest = {
      selection: filtered ? { kind: "filter", filter } : { kind: "range", first: from, count },
      size: log.size,
      disclose: mayDo(actor, "audit:read"),
      requestedBy: actor.kind === "user" || actor.kind === "api_key" ? actor.name : "the portal",
      requestedAt: now,
    };
    return { organizationId: actor.organizationId, request, size: log.size };
  },
  audited: ({ request: { selection, disclose }, size }) => ({
    resource: { type: "audit_log", id: null },
    after: {
      checkpoint: `${size}`,
      disclosed: disclose,
      ...(selection.kind === "range"
        ? { first: `${selection.first}`, count: `${selection.count}` }
        : { filter: { ...selection.filter } }),
    },
  }),
});
