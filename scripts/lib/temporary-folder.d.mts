export function makeTemporaryFolder(): Promise<string>;
export function removeFolder(folder: string): void;
