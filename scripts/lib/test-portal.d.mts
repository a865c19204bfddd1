export declare const testActionsKey: string;
export declare function startTestPortal(
  folder: string,
  buildFolder: string,
  closing: (() => unknown)[],
): Promise<Record<string, string> & { DATABASE_URL: string; PORTAL_TEST_URL: string }>;
