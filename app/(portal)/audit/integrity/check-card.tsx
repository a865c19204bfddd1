import { LogHealthBadge, LogHealthWords } from "@/components/audit/log-health";
import { ActionForm } from "@/components/form/action-form";
import { RelativeTime } from "@/components/status/relative-time";
import { Card, CardAction, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import type { readLogStatus } from "@/lib/audit/check/queries";
import { type Actor, mayDo } from "@/lib/platform/auth/actor-types";
import { checkLogAction } from "./actions";

type Status = Awaited<ReturnType<typeof readLogStatus>>;

/** The last comparison of the whole log with what was signed, and the button for the next. */
export function CheckCard({ status, actor, zone }: { status: Status; actor: Actor; zone: string }) {
  const { health, signed, tail } = status;
  return (
    <Card>
      <CardHeader>
        <CardTitle>Last check of the log</CardTitle>
        <CardAction>
          <LogHealthBadge health={health} />
        </CardAction>
      </CardHeader>
      <CardContent className="grid gap-4">
        <p>
          <LogHealthWords health={health} zone={zone} />
        </p>
        <p className="text-muted-foreground">
          The check hashes every event again from its bytes up to the signed root, and compares each searchable column
          with the bytes. It runs every night; the newest events are checked every hour.
          {tail?.state === "verified" ? (
            <>
              {" "}
              Last <RelativeTime value={tail.at} zone={zone} />, up to {BigInt(tail.size).toLocaleString("en-GB")}{" "}
              events.
            </>
          ) : null}
        </p>
        {mayDo(actor, "log:verify") && signed ? (
          <ActionForm
            action={checkLogAction}
            organizationId={actor.organizationId}
            submitLabel="Check the log now"
            pendingLabel="Checking…"
          />
        ) : null}
      </CardContent>
    </Card>
  );
}
