import type { Metadata } from "next";
import { headers } from "next/headers";
import Link from "next/link";
import { pageResult } from "@/app/page-errors";
import { ActionForm } from "@/components/form/action-form";
import { TextField } from "@/components/form/text-field";
import { Alert } from "@/components/ui/alert";
import { visitorOf } from "@/lib/platform/auth/public-actors";
import { dayInWords } from "@/lib/platform/calendar";
import { pendingRequest } from "@/lib/privacy/requests/public-queries";
import { resendCodeAction, verifyRequestAction } from "../../actions";

export const metadata: Metadata = { title: "Confirm your address" };

export default async function VerifyPage({ params }: { params: Promise<{ slug: string; request: string }> }) {
  const { slug, request } = await params;
  const requestHeaders = await headers();
  const { reference, pending, dueDate } = await pageResult(async () => {
    const { actor } = await visitorOf(slug, requestHeaders);
    return pendingRequest(actor, { requestId: request });
  });
  const hidden = { organization: slug, requestId: request };
  return (
    <div className="grid max-w-[560px] gap-6">
      <div className="grid gap-2">
        <p className="text-xs font-medium text-muted-foreground tabular-nums">{reference}</p>
        <h1 className="text-title">{pending ? "Enter the code we sent you" : "We have your request"}</h1>
        <p className="text-muted-foreground">
          We received your request and will answer by {dayInWords(dueDate)}. A mail with its reference is on its way.
        </p>
      </div>
      {pending ? (
        <>
          <ActionForm
            action={verifyRequestAction}
            hidden={hidden}
            submitLabel="Confirm my address"
            pendingLabel="Checking…"
            next="Days that pass until you confirm may be added to the date above."
          >
            <TextField
              name="code"
              label="Six-digit code"
              help="It works for ten minutes. Look in your spam folder too."
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={9}
              className="max-w-56"
            />
          </ActionForm>
          <ActionForm action={resendCodeAction} hidden={hidden} submitLabel="Send another code" />
        </>
      ) : (
        <Alert tone="info" title="Nothing to confirm here">
          Follow your request by the personal link in our mail to you.
        </Alert>
      )}
      <p>
        <Link href={`/p/${slug}`} className="text-primary-text underline underline-offset-2">
          Make another request
        </Link>
      </p>
    </div>
  );
}
