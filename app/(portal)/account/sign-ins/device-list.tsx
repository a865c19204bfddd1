import { SubmitButton } from "@/components/form/submit-button";
import { RelativeTime } from "@/components/status/relative-time";
import { StatusBadge } from "@/components/status/status-badge";
import type { ownSessions } from "@/lib/platform/auth/sessions/own-sessions";

type Session = Awaited<ReturnType<typeof ownSessions>>["sessions"][number];

/** One form around all rows: its answer stays when the row it was about is gone. */
export function DeviceList({ sessions, zone }: { sessions: readonly Session[]; zone: string }) {
  return (
    <ul className="divide-y divide-border rounded-lg border border-border bg-card">
      {sessions.map(({ id, device, address, signedInAt, lastUsedAt, isThisDevice }) => (
        <li key={id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-3 px-4 py-3">
          <div className="grid min-w-0 flex-1 basis-64 gap-1">
            <p className="flex flex-wrap items-center gap-x-3 gap-y-1 font-medium">
              {device}
              {isThisDevice ? <StatusBadge tone="success" label="This device" /> : null}
            </p>
            <p className="wrap-anywhere text-muted-foreground">{address}</p>
            <p className="text-muted-foreground">
              {"Signed in "}
              <RelativeTime value={signedInAt} zone={zone} />
              {" · last used "}
              <RelativeTime value={lastUsedAt} zone={zone} />
            </p>
          </div>
          {isThisDevice ? null : (
            <SubmitButton name="id" value={id} variant="secondary" size="sm" pendingLabel="Signing out…">
              Sign out this device<span className="sr-only">: {device}</span>
            </SubmitButton>
          )}
        </li>
      ))}
    </ul>
  );
}
