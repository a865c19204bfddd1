import { Alert } from "@/components/ui/alert";
import type { readEvent } from "@/lib/audit/explorer/queries";

type Found = Awaited<ReturnType<typeof readEvent>>;

/** What is wrong with this event, or closed in it; nothing when all is well. */
export function LeafAlerts({ found: { differing, revealed } }: { found: Found }) {
  return (
    <>
      {differing === null ? (
        <Alert tone="danger" title="The signed bytes of this event cannot be read">
          They were altered in the database. What stands here comes from its columns alone and proves nothing.
        </Alert>
      ) : null}
      {differing && differing.length > 0 ? (
        <Alert tone="danger" title="This event was altered in the database">
          {`Another value than the signed event's stands in: ${differing.join(", ").replaceAll("_", " ")}. The signed one is under “Raw bytes”.`}
        </Alert>
      ) : null}
      {revealed && revealed.destroyed > 0 ? (
        <Alert tone="info" title="Parts of this event were erased">
          {`${revealed.destroyed} of ${revealed.protectedFields} protected fields can never be read again: their keys were destroyed. The proof below holds all the same.`}
        </Alert>
      ) : null}
    </>
  );
}

/** The leaf exactly as it was hashed, and what it says once its protected fields are opened. */
export function RawLeaf({ found: { event, revealed } }: { found: Found }) {
  return (
    <details className="rounded-lg border border-border bg-card px-4 py-2">
      <summary className="flex min-h-6 cursor-pointer items-center font-medium max-md:min-h-11">Raw bytes</summary>
      <div className="grid gap-4 py-3">
        <p className="text-muted-foreground">
          {`${event.leaf.length} bytes, canonical JSON (RFC 8785), as they were hashed. Protected fields stand encrypted: key, nonce, ciphertext.`}
        </p>
        <pre className="max-h-80 overflow-auto rounded-md bg-muted p-3 font-mono text-xs whitespace-pre-wrap wrap-anywhere">
          {new TextDecoder().decode(event.leaf)}
        </pre>
        {revealed ? (
          <>
            <p className="text-muted-foreground">The same with its protected fields opened for you:</p>
            <pre className="max-h-80 overflow-auto rounded-md bg-muted p-3 font-mono text-xs whitespace-pre-wrap wrap-anywhere">
              {JSON.stringify(revealed.leaf, null, 2)}
            </pre>
          </>
        ) : null}
      </div>
    </details>
  );
}
