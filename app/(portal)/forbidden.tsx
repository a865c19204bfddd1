import type { Metadata } from "next";
import Link from "next/link";
import { DocumentTitle } from "@/components/shell/document-title";
import { NoPermissionState } from "@/components/shell/states";
import { Button } from "@/components/ui/button";

const title = "Not yours to open";
export const metadata: Metadata = { title };

export default function Forbidden() {
  return (
    <>
      <DocumentTitle title={title} />
      <NoPermissionState
        title="Your role does not open this page"
        action={
          <Button asChild>
            <Link href="/">Go to My work</Link>
          </Button>
        }
      >
        Somebody with the administrator role can give you another role. Nothing was changed; the attempt is on record.
      </NoPermissionState>
    </>
  );
}
