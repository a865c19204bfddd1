import "server-only";
import { AppError } from "@/lib/platform/errors";
import { command } from "@/lib/platform/operation/command";
import { isExecuted } from "./approve";
import { executionAsked } from "./events";
import { requestFor } from "./lock";
import { requestInput } from "./schema";

/** By hand: when automatic collection is switched off, or to try again what failed. */
export const executeRequest = command({
  name: "request.execute",
  summary: "Start, or start again, to collect the data of a request",
  permission: "request:decide",
  type: "privacy_request",
  controls: ["P5.1"],
  input: requestInput,
  async run({ tx, actor, emit }, { requestId }) {
    const request = await requestFor(tx, requestId, "executing");
    if (!isExecuted(request.kind)) {
      throw new AppError("conflict", "The portal does not carry out this kind of request. Nothing was started.");
    }
    emit(executionAsked, { organizationId: actor.organizationId, requestId });
    return {
      output: null,
      event: { resource: { type: "request", id: requestId, label: request.reference }, after: { asked: "collection" } },
    };
  },
});
