"use client";

import { RefreshCw } from "lucide-react";
import { ActionForm } from "../form/action-form";
import { SubmitButton } from "../form/submit-button";
import type { FormAction } from "../form/use-server-form";
import { formatExact } from "../status/calendar";
import { RelativeTime } from "../status/relative-time";

/** "As of 09:41 CET · updated 2 minutes ago · Refresh": how old the figures are, and how to have new ones. */
export function AsOf({
  asOf,
  zone,
  timeframe,
  organizationId,
  refresh,
}: {
  asOf: string;
  zone: string;
  timeframe: string;
  organizationId: string;
  refresh: FormAction;
}) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 text-muted-foreground">
      <p>
        As of {formatExact(asOf, zone).replace(/^.*, /, "")} · updated <RelativeTime value={asOf} zone={zone} />
      </p>
      <ActionForm action={refresh} organizationId={organizationId} hidden={{ timeframe }} className="gap-2">
        <SubmitButton variant="secondary" size="sm" pendingLabel="Counting">
          <RefreshCw aria-hidden="true" />
          Refresh
        </SubmitButton>
      </ActionForm>
    </div>
  );
}
