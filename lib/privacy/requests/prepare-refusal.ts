import "server-only";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { command } from "@/lib/platform/operation/command";
import { about } from "@/lib/platform/operation/protected";
import { alreadyPrepared } from "./approve";
import { requestFor } from "./lock";
import { isRefusalGround } from "./rules";
import { refuseInput } from "./schema";

/** Code and words of a refusal (C7); nothing is said to the subject until a second person confirms (C9). */
export const prepareRefusal = command({
  name: "request.prepare-refusal",
  summary: "Prepare the refusal of a request for a second person",
  permission: "request:decide",
  type: "privacy_request",
  riskLevel: "medium",
  controls: ["P5.1", "P8.1"],
  input: refuseInput,
  async run({ tx, actor, now }, { requestId, code, narrative }) {
    const request = await requestFor(tx, requestId, "refused");
    if (!isRefusalGround(request.kind, code)) {
      const message = "The law does not have this ground for this kind of request.";
      throw new AppError("invalid", `${message} Nothing was saved.`, { fieldErrors: { code: [message] } });
    }
    if (await tx.requestDecision.findFirst({ where: { requestId, state: "prepared" } })) throw alreadyPrepared();
    const id = newId(now.getTime());
    await tx.requestDecision.create({
      data: {
        id,
        organizationId: actor.organizationId,
        requestId,
        outcome: "refuse",
        state: "prepared",
        code,
        narrative,
        preparedById: actor.kind === "user" ? actor.personId : "",
        preparedAt: now,
      },
    });
    return {
      output: { decisionId: id },
      event: {
        resource: { type: "request", id: requestId, label: request.reference },
        after: { prepared: "refuse", code, narrative: about(`subject:${request.subjectId}`, narrative) },
      },
    };
  },
});
