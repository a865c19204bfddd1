"use client";

import { ErrorState } from "@/components/shell/states";
import { Button } from "@/components/ui/button";

/** An error on a page leaves the shell standing, so that people can go on elsewhere. */
export default function PortalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
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
