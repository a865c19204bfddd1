import { databaseAnswers } from "@/lib/platform/http/database-pulse";
import { mailPulse } from "@/lib/platform/http/mail-pulse";

/** Live when it answers at all; ready when the database does. Open to everybody, so it says nothing else but whether emails leave in time. */
export async function GET() {
  if (await databaseAnswers()) {
    const mail = await mailPulse();
    return Response.json({ status: "ready", database: "up", mail }, { headers: { "cache-control": "no-store" } });
  }
  return Response.json(
    { status: "live", database: "down" },
    { status: 503, headers: { "cache-control": "no-store", "retry-after": "10" } },
  );
}
