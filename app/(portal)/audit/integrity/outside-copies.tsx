import { StatusBadge } from "@/components/status/status-badge";
import { Card, CardAction, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import type { readLogStatus } from "@/lib/audit/check/queries";

type Status = Awaited<ReturnType<typeof readLogStatus>>;

/** Who outside could tell that history was cut off or rewritten. Nobody is configured: that is said, never green (A12). */
export function OutsideCopies({ status: { signed } }: { status: Status }) {
  return (
    <Card>
      <CardHeader>
        <CardTitle>Copies outside</CardTitle>
        <CardAction>
          <StatusBadge tone="warning" label="Not anchored" />
        </CardAction>
      </CardHeader>
      <CardContent className="grid gap-4">
        <p>
          No witness and no outside place is configured, so no copy of a checkpoint is known to be out of reach of
          whoever runs this portal. {signed ? `All ${signed.size} signed events` : "Events"} could be rewritten and
          signed anew unseen, unless somebody keeps a checkpoint.
        </p>
        <p className="text-muted-foreground">
          Until then keep one yourself: save the newest checkpoint from time to time. A later package must be its
          continuation. The portal&apos;s own copy in its object store lies on the same machine and proves nothing
          against its owner.
        </p>
      </CardContent>
    </Card>
  );
}
