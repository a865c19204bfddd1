import "server-only";
import { AppError } from "@/lib/platform/errors";
import { command } from "@/lib/platform/operation/command";
import { lockDestruction } from "./lock-destruction";
import { destructionInput } from "./schema";

/** The first of two people makes a proposal of the portal their own, having looked at its list. */
export const adoptDestruction = command({
  name: "subject-key.adopt",
  summary: "Put forward a destruction of keys that the portal proposed",
  permission: "subject-key:propose",
  type: "compliance_control",
  riskLevel: "medium",
  controls: ["C1.2", "P4.3"],
  input: destructionInput,
  async run({ tx, actor }, { id }) {
    if (actor.kind !== "user") throw new AppError("forbidden", "Only a person puts a destruction forward.");
    const destruction = await lockDestruction(tx, id);
    if (destruction.state !== "proposed" || destruction.proposedById !== null) {
      throw new AppError(
        "conflict",
        "Somebody put this proposal forward already, or it is settled. Nothing was changed.",
      );
    }
    await tx.keyDestruction.update({ where: { id }, data: { proposedById: actor.personId } });
    return {
      output: { id },
      event: {
        resource: { type: "key_destruction", id, label: destruction.reference },
        after: { planned: destruction.planned },
      },
    };
  },
});
