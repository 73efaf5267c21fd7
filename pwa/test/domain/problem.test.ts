import { expect, test } from "vitest";
import { isProblemBody, localProblem, parseProblem, slugOf } from "../../src/domain/problem";

const body = { type: "https://x.invalid/problems/not-found", title: "Det finns inte", status: 404 };

test("the slug is the end of the type", () => {
  expect(slugOf("/problems/too-large")).toBe("too-large");
  expect(slugOf("about:blank")).toBeNull();
});

test("validation keeps its pointers, and drops what is no pointer", () => {
  const problem = parseProblem({
    type: "/problems/invalid-input",
    title: "Rätta",
    status: 422,
    errors: [{ pointer: "#/activity/kind", detail: "Finns inte." }, { odd: 1 } as never],
  });

  expect(problem).toMatchObject({
    slug: "invalid-input",
    errors: [{ pointer: "#/activity/kind", detail: "Finns inte." }],
  });
});

test("a stale revision tells the current one", () => {
  const problem = parseProblem({
    type: "/problems/stale-revision",
    title: "",
    status: 409,
    current_revision: 7,
  });

  expect(problem).toMatchObject({ slug: "stale-revision", current_revision: 7 });
});

test("a slug that this version does not know is shown with the server's words", () => {
  const problem = parseProblem({ ...body, type: "/problems/brand-new", detail: "Nytt." });

  expect(problem).toMatchObject({ slug: "unknown", title: "Det finns inte", detail: "Nytt." });
});

test("only something with type, title and status is a problem", () => {
  expect(isProblemBody(body)).toBe(true);
  expect(isProblemBody({ title: "x" })).toBe(false);
  expect(isProblemBody("<html>")).toBe(false);
  expect(isProblemBody(null)).toBe(false);
});

test("what never reached the server has status 0", () => {
  expect(localProblem("network", "x")).toMatchObject({ slug: "network", status: 0 });
});
