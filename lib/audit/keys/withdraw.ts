import "server-only";
import { AppError } from "@/lib/platform/errors";
import { command } from "@/lib/platform/operation/command";
import { lockDestruction } from "./lock-destruction";
import { destructionInput } from "./schema";

/** A proposal that nobody approved yet is taken back. An ended class and month is proposed again by the next sweep. */
export const withdrawDestruction = command({
  name: "subject-key.withdraw",
  summary: "Withdraw a proposed destruction of keys",
  permission: "subject-key:propose",
  type: "compliance_control",
  controls: ["C1.2", "P4.3"],
  input: destructionInput,
  async run({ tx, actor }, { id }) {
    if (actor.kind !== "user") throw new AppError("forbidden", "Only a person withdraws a proposal.");
    const { state, reference } = await lockDestruction(tx, id);
    if (state !== "proposed")
      throw new AppError("conflict", "This destruction is settled already. Nothing was changed.");
    await tx.keyDestruction.update({ where: { id }, data: { state: "withdrawn", withdrawnById: actor.personId } });
    return { output: { id }, event: { resource: { type: "key_destruction", id, label: reference } } };
  },
});
