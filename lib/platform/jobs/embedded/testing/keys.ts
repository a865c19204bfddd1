/** Keys of tests only: they sign nothing outside a test's own processes. */
export const signingKey = `signkey-prod-${"0123456789abcdef".repeat(4)}`;
export const eventKey = "event-key-of-tests";
