"use client";

import { ActionForm } from "@/components/form/action-form";
import { ReloadButton } from "@/components/form/reload-button";
import { TextareaField, TextField } from "@/components/form/text-field";
import { type FormAction, useServerForm } from "@/components/form/use-server-form";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import type { FollowedReport } from "@/lib/policies/violations/converse";
import { ReportView } from "./report-view";

/** Opens a report by its key. The key is in the posted form only, never in an address. */
export function FollowForm({ slug, follow, add }: { slug: string; follow: FormAction; add: FormAction }) {
  const [state, submit, pending] = useServerForm(follow);
  const report = state.shown?.report ? (JSON.parse(state.shown.report) as FollowedReport) : null;
  const wrong = state.fieldErrors?.secretKey?.[0] ?? (state.status === "error" ? state.message : undefined);
  return (
    <>
      <form action={submit} className="grid gap-3">
        <input type="hidden" name="organization" value={slug} />
        {wrong ? (
          <Alert tone="danger" live="assertive" action={state.lost ? <ReloadButton /> : undefined}>
            {wrong}
          </Alert>
        ) : null}
        <Label htmlFor="follow-key">Your key</Label>
        <Input id="follow-key" name="secretKey" required maxLength={40} autoComplete="off" spellCheck={false} />
        <div>
          <Button type="submit" loading={pending}>
            Open my report
          </Button>
        </div>
      </form>
      {report ? (
        <>
          <ReportView report={report} />
          <section className="grid gap-3">
            <h2 className="text-section">Add to your report</h2>
            <ActionForm action={add} hidden={{ organization: slug }} submitLabel="Send message" pendingLabel="Sending…">
              <TextField name="secretKey" label="Your key, once more" autoComplete="off" maxLength={40} />
              <TextareaField name="text" label="Your message" rows={4} maxLength={8000} />
            </ActionForm>
          </section>
        </>
      ) : null}
    </>
  );
}
