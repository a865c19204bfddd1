import { z } from "zod";
import { defineRoute } from "@/lib/platform/http/define-route";
import { createRequest } from "@/lib/privacy/requests/create";
import { RequestKind, RequestStatus } from "@/lib/privacy/schema";

const kinds = RequestKind.options.join(", ");

const body = z.object({
  user_id: z.string().max(200).optional(),
  request_type: z.enum(RequestKind.options, { error: `Use one of: ${kinds}.` }),
  description: z.string().max(4000).optional(),
  organization_id: z.uuid(),
});

const response = z.object({
  request_id: z.uuid(),
  reference: z.string(),
  status: RequestStatus,
  received_at: z.iso.datetime(),
  due_date: z.iso.date(),
});

export const POST = defineRoute(createRequest, {
  status: 201,
  body,
  response,
  toInput: (wire) => ({ kind: wire.request_type, description: wire.description, personId: wire.user_id }),
  toOutput: ({ requestId, reference, status, receivedAt, dueDate }) => ({
    request_id: requestId,
    reference,
    status,
    received_at: receivedAt,
    due_date: dueDate,
  }),
});
