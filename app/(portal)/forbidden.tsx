import type { Metadata } from "next";
import Link from "next/link";
import { NoPermissionState } from "@/components/shell/states";
import { Button } from "@/components/ui/button";

export const metadata: Metadata = { title: "Not yours to open" };

export default function Forbidden() {
  return (
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
  );
}
