/** Said where a button would only fail. */
export function NoMailServer() {
  return (
    <p className="max-w-[65ch] text-muted-foreground">
      No mail server is set, so nothing can be sent from here. The operator of the portal sets SMTP_URL.
    </p>
  );
}
