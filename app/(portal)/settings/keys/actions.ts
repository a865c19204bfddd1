"use server";

import { createApiKey, revokeApiKey } from "@/lib/platform/auth/manage-api-keys";
import { defineAction } from "@/lib/platform/http/define-action";

export const createApiKeyAction = defineAction(createApiKey, {
  message: "The key is made. Copy it now: it is not shown again.",
  shown: ({ token }) => ({ token }),
});

export const revokeApiKeyAction = defineAction(revokeApiKey, {
  message: "The key is revoked and refused from now on.",
});
