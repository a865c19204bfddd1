import "server-only";
import { z } from "zod";
import { wrap } from "@/lib/platform/crypto/keyring";
import { AppError, notFound } from "@/lib/platform/errors";
import { assertCallable } from "@/lib/platform/http/outgoing/assert-callable";
import { newId } from "@/lib/platform/ids";
import { command } from "@/lib/platform/operation/command";
import { addSourceInput } from "./schema";

const words = {
  permission: "collector:manage",
  type: "configuration_change",
  riskLevel: "medium",
  controls: ["CC4.1", "CC6.1"],
} as const;

/** What the secret's wrapping is bound to: it cannot be moved to another row. */
export const secretContext = (sourceId: string) => `http-source:${sourceId}`;

/** Another system as a source of evidence. The secret is wrapped at once; no screen, event or log ever shows it. */
export const addHttpSource = command({
  ...words,
  name: "http-source.add",
  summary: "Add another system as a source of evidence",
  crud: "create",
  input: addSourceInput,
  prepare: (_, { url }) => assertCallable(url, "url"),
  async run({ tx, actor, now }, { headerSecret, description, ...input }) {
    if (actor.kind !== "user") throw new AppError("forbidden", "Only a person can add a source.");
    const id = newId(now.getTime());
    await tx.httpSource.create({
      data: {
        ...input,
        id,
        organizationId: actor.organizationId,
        description: description ?? "",
        wrappedSecret: headerSecret === undefined ? null : wrap(Buffer.from(headerSecret), secretContext(id)),
        createdById: actor.personId,
        createdAt: now,
      },
    });
    const { title, url, headerName, jsonPath, cadence, controlIds } = input;
    return {
      output: { id, collectorId: `http-${id}` },
      event: {
        resource: { type: "http_source", id, label: title },
        after: {
          url,
          headerName: headerName ?? null,
          secret: headerSecret !== undefined,
          jsonPath,
          cadence,
          controlIds,
        },
      },
    };
  },
});

/** Its runs and evidence stay; the secret goes. */
export const stopHttpSource = command({
  ...words,
  name: "http-source.stop",
  summary: "Stop collecting from another system",
  input: z.object({ id: z.uuid() }),
  async run({ tx }, { id }) {
    const source = await tx.httpSource.findUnique({ where: { id }, select: { title: true, active: true } });
    if (!source) throw notFound("This source");
    if (!source.active) throw new AppError("conflict", "This source is stopped already. Nothing was changed.");
    await tx.httpSource.update({ where: { id }, data: { active: false, wrappedSecret: null } });
    return {
      output: { id },
      event: {
        resource: { type: "http_source", id, label: source.title },
        before: { active: true },
        after: { active: false },
      },
    };
  },
});
