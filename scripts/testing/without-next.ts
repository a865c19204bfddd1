import { vi } from "vitest";

/** Next's own modules need a running server; tests that only look at what is exported do without. Import before the rest. */
vi.mock("next/navigation", () => ({
  redirect: vi.fn(),
  notFound: vi.fn(),
  forbidden: vi.fn(),
  unstable_rethrow: vi.fn(),
}));
vi.mock("next/headers", () => ({ headers: vi.fn(), cookies: vi.fn() }));
vi.mock("next/cache", () => ({ revalidatePath: vi.fn() }));
vi.mock("next/server", () => ({ connection: vi.fn(), NextResponse: Response, after: vi.fn() }));
