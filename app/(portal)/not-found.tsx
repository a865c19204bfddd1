import type { Metadata } from "next";
import Link from "next/link";
import { DocumentTitle } from "@/components/shell/document-title";
import { NotFoundState } from "@/components/shell/states";
import { Button } from "@/components/ui/button";

const title = "Not found";
export const metadata: Metadata = { title };

export default function NotFound() {
  return (
    <>
      <DocumentTitle title={title} />
      <NotFoundState
        title="There is nothing here"
        action={
          <Button asChild>
            <Link href="/">Go to My work</Link>
          </Button>
        }
      >
        The address may be mistyped, or what stood here is not visible to you.
      </NotFoundState>
    </>
  );
}
