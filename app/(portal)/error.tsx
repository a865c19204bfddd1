"use client";

import { unstable_isUnrecognizedActionError } from "next/navigation";
import { ErrorState } from "@/components/shell/states";
import { Button } from "@/components/ui/button";
import { databaseAwayDigest } from "@/lib/platform/errors";

/** An error on a page leaves the shell standing, so that people can go on elsewhere. */
export default function PortalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  if (error.digest === databaseAwayDigest) {
    return (
      <ErrorState
        title="The portal cannot reach its database"
        as="h1"
        action={<Button onClick={() => window.location.reload()}>Try again</Button>}
      >
        Nothing was changed and nothing is lost. Wait a minute, then try again.
      </ErrorState>
    );
  }
  if (isOlderThanThePortal(error)) {
    return (
      <ErrorState
        title="The portal was updated"
        as="h1"
        action={<Button onClick={() => window.location.reload()}>Reload</Button>}
      >
        Nothing was done, because this page is older than the update. Reload it, then try again.
      </ErrorState>
    );
  }
  return (
    <ErrorState
      title="This page could not be shown"
      as="h1"
      digest={error.digest}
      action={<Button onClick={reset}>Try again</Button>}
    >
      Something went wrong on our side. Nothing was changed.
    </ErrorState>
  );
}

const isOlderThanThePortal = (error: unknown): boolean => unstable_isUnrecognizedActionError(error);
