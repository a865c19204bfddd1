import type { Metadata } from "next";
import { z } from "zod";
import { readParams, type Search } from "@/app/read-params";
import { ActionForm } from "@/components/form/action-form";
import { LinkOver } from "@/components/privacy/link-over";
import { formatDay } from "@/components/status/calendar";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { offeredDownload } from "@/lib/privacy/packages/download";
import { sendDownloadCodeAction } from "../../actions";
import { openLink } from "../../opened-link";

export const metadata: Metadata = { title: "Download your data" };

type Props = { params: Promise<{ slug: string; token: string }>; searchParams: Search };

const problems = {
  code: "This was not the code, or it is used up or older than ten minutes. Nothing was downloaded. Send a new one.",
  limit: "Too many attempts. Nothing was downloaded. Try again in a quarter of an hour.",
};

export default async function DownloadPage({ params, searchParams }: Props) {
  const { slug, token } = await params;
  const { problem: code } = await readParams(z.object({ problem: z.enum(["code", "limit"]) }), searchParams);
  const problem = code && problems[code];
  const opened = await openLink(slug, token, "package", ({ actor }) => offeredDownload(actor, {}));
  if (opened.over !== null) return <LinkOver message={opened.over} slug={slug} />;
  const { reference, expiresAt, usesLeft } = opened.result;
  return (
    <div className="grid max-w-[560px] gap-8">
      <div className="grid gap-2">
        <p className="text-xs font-medium text-muted-foreground tabular-nums">{reference}</p>
        <h1 className="text-title">Download your data</h1>
        <p>
          A ZIP file for reading and for machines. It can be downloaded {usesLeft === 1 ? "once" : `${usesLeft} times`}{" "}
          until {formatDay(expiresAt, opened.organization.timeZone)}, then it is destroyed.
        </p>
      </div>
      {problem ? <Alert tone="danger">{problem}</Alert> : null}
      <section className="grid gap-3">
        <h2 className="text-section">1. Ask for a code</h2>
        <ActionForm
          action={sendDownloadCodeAction}
          hidden={{ link: token }}
          submitLabel="Send me the code"
          next="We send it to the address of your request, so that nobody else who finds this link can open it."
        />
      </section>
      <section className="grid gap-3">
        <h2 className="text-section">2. Download</h2>
        <form method="post" action={`/p/${slug}/download/${token}/file`} className="grid gap-3">
          <div className="grid gap-1.5">
            <Label htmlFor="code">Six-digit code</Label>
            <Input
              id="code"
              name="code"
              required
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={9}
              className="max-w-56"
            />
          </div>
          <div>
            <Button type="submit">Download</Button>
          </div>
        </form>
      </section>
    </div>
  );
}
