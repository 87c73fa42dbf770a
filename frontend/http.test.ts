import { afterEach, describe, expect, it, vi } from "vitest";

import { Backoff } from "./backoff";
import { Problem, retryAfter, send, Unreachable } from "./http";

afterEach(() => {
  vi.unstubAllGlobals();
  document.head.innerHTML = "";
});

describe("send", () => {
  it("carries the CSRF token of the page", async () => {
    document.head.innerHTML = '<meta name="csrf-token" content="abc">';
    const fetching = vi.fn<typeof fetch>().mockResolvedValue(new Response("{}"));
    vi.stubGlobal("fetch", fetching);
    await send("POST", "/x", { body: {} });
    const headers = new Headers(fetching.mock.calls[0]?.[1]?.headers);
    expect(headers.get("X-CSRFToken")).toBe("abc");
  });

  it("prefers the token that a later sign-in has set", async () => {
    document.head.innerHTML = '<meta name="csrf-token" content="abc">';
    vi.spyOn(document, "cookie", "get").mockReturnValue("school_language=en; school_csrf=fresh");
    const fetching = vi.fn<typeof fetch>().mockResolvedValue(new Response("{}"));
    vi.stubGlobal("fetch", fetching);
    await send("PUT", "/x", { body: {} });
    expect(new Headers(fetching.mock.calls[0]?.[1]?.headers).get("X-CSRFToken")).toBe("fresh");
    vi.restoreAllMocks();
  });

  it("turns a refusal into a problem with its code and sentence", async () => {
    const body = JSON.stringify({ code: "time-is-up", detail: "Time is up." });
    vi.stubGlobal("fetch", async () => new Response(body, { status: 409, headers: { "Retry-After": "3" } }));
    const refusal = await send("GET", "/x").catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(Problem);
    expect(refusal).toMatchObject({
      status: 409,
      code: "time-is-up",
      message: "Time is up.",
      retryAfterMs: 3000,
      passing: false,
    });
  });

  it("tells a missing network from a refusal", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
    await expect(send("GET", "/x")).rejects.toBeInstanceOf(Unreachable);
  });
});

describe("waiting", () => {
  it("reads Retry-After as seconds or as a date", () => {
    const now = Date.parse("2026-11-23T11:00:00Z");
    expect(retryAfter("7", now)).toBe(7000);
    expect(retryAfter("Mon, 23 Nov 2026 11:00:30 GMT", now)).toBe(30_000);
    expect(retryAfter("soon", now)).toBeNull();
    expect(retryAfter(null, now)).toBeNull();
  });

  it("doubles up to a limit, never goes below what the server wished, and begins anew after success", () => {
    const backoff = new Backoff(1000, 8000, () => 1);
    expect([backoff.next(), backoff.next(), backoff.next(), backoff.next(), backoff.next()]).toEqual([
      1000, 2000, 4000, 8000, 8000,
    ]);
    expect(backoff.next(20_000)).toBe(20_000);
    backoff.succeeded();
    expect(backoff.next()).toBe(1000);
  });
});
