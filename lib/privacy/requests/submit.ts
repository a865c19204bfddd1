import "server-only";
import { command } from "@/lib/platform/operation/command";
import { receive } from "./receive";
import { submitInput } from "./schema";

/** From the public form: no account, no fee (C1). Nobody is looked up, so answer and time say nothing (C10). */
export const submitRequest = command({
  name: "request.submit",
  summary: "Hand in a data-subject request from the public form",
  permission: "request:create",
  type: "privacy_request",
  crud: "create",
  controls: ["P5.1", "P8.1"],
  input: submitInput,
  run: (context, input) => receive(context, { ...input, channel: "web", receivedAt: context.now, personId: null }),
});
