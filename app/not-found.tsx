import type { Metadata } from "next";
import Link from "next/link";
import { DocumentTitle } from "@/components/shell/document-title";
import { PublicShell } from "@/components/shell/public-shell";
import { NotFoundState } from "@/components/shell/states";
import { Button } from "@/components/ui/button";

const title = "Not found";
export const metadata: Metadata = { title };

export default function NotFound() {
  return (
    <PublicShell>
      <DocumentTitle title={title} />
      <NotFoundState
        title="There is nothing here"
        as="h1"
        action={
          <Button asChild>
            <Link href="/">Go to My work</Link>
          </Button>
        }
      >
        The address may be mistyped, or what stood here is not visible to you.
      </NotFoundState>
    </PublicShell>
  );
}
