import "server-only";
import type { OrganizationFacts } from "./deadline";

/** Where the emails of one request stand in the mailbox of its person, and of the officers. */
export const threadOf = (requestId: string) => `request-${requestId}`;
export const officersThreadOf = (requestId: string) => `officers-request-${requestId}`;

export const requestOf = (thread: string | null) => thread?.match(/^request-(.+)$/)?.[1] ?? null;

/** What all mails to the person of a request share; answers reach the privacy contact, since the portal reads no mail. */
export const mailOf = (organization: OrganizationFacts, request: { id: string; email: string }) => ({
  organizationId: organization.id,
  recipient: request.email,
  thread: threadOf(request.id),
  replyTo: organization.privacyContact,
});
