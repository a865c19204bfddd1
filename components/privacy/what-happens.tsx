/** Said before anything is sent: the steps, and by which date. */
export function WhatHappens({
  due,
  privacyContact,
  supervisoryAuthority,
}: {
  /** The day by which a request received now must be answered, in words. */
  due: string;
  privacyContact: string;
  supervisoryAuthority: string;
}) {
  return (
    <section className="grid gap-2 rounded-lg border border-border bg-card p-4" aria-label="What happens next">
      <h2 className="font-medium text-foreground">What happens next</h2>
      <ol className="grid list-decimal gap-1 pl-5">
        <li>
          We send a six-digit code to your address. You enter it on the next page. Withdrawing a consent needs none.
        </li>
        <li>A privacy officer looks at your request. You can follow it and withdraw it.</li>
        <li>
          You have our answer by <strong className="text-foreground">{due}</strong>, if you confirm your address today.
        </li>
      </ol>
      <p>
        A copy of your data is put together by this portal. The other requests are carried out by our staff, by the same
        date.
      </p>
      <p>
        Questions: {privacyContact}. You can also complain to {supervisoryAuthority}.
      </p>
    </section>
  );
}
