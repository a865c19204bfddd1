import "server-only";
import type { OrganizationFacts } from "./deadline";

/** Where the mails of one request stand in the mailboxes of those who read them. */
export const threadOf = (requestId: string) => `request-${requestId}`;

/** What all mails to the person of a request share; answers reach the privacy contact, since the portal reads no mail. */
export const mailOf = (organization: OrganizationFacts, request: { id: string; email: string }) => ({
  organizationId: organization.id,
  recipient: request.email,
  thread: threadOf(request.id),
  replyTo: organization.privacyContact,
});
