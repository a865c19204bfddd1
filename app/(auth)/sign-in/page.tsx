import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { z } from "zod";
import { readParams, type Search } from "@/app/read-params";
import { ActionForm } from "@/components/form/action-form";
import { TextField } from "@/components/form/text-field";
import { PublicShell } from "@/components/shell/public-shell";
import { currentSession, endedSession } from "@/lib/platform/auth/actor";
import { signInAction } from "../session-actions";
import { WhySignedOut } from "./why-signed-out";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: { searchParams: Search }) {
  const { next } = await readParams(z.object({ next: z.string().max(2000) }), searchParams);
  if (await currentSession()) redirect("/");
  const ended = await endedSession();
  return (
    <PublicShell>
      <div className="grid max-w-sm gap-6">
        <div className="grid gap-1">
          <h1 className="text-title">Sign in</h1>
          <p className="text-muted-foreground">Then you see what is waiting for you today.</p>
        </div>
        {ended ? <WhySignedOut ended={ended} /> : null}
        <ActionForm
          action={signInAction}
          hidden={next ? { next } : undefined}
          submitLabel="Sign in"
          pendingLabel="Signing in…"
        >
          <TextField name="email" label="Email" type="email" autoComplete="username" autoFocus inputMode="email" />
          <TextField name="password" label="Password" type="password" autoComplete="current-password" />
        </ActionForm>
      </div>
    </PublicShell>
  );
}
