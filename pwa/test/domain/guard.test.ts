/* What is found stands as cases under contract/guard/; here is what only the phone does with it. */
import { expect, test } from "vitest";
import { guard, guardSentence } from "../../src/domain/guard";

test("positions are in UTF-16 units, as the browser marks text", () => {
  const text = "🚓 811218-9876";
  const [hit] = guard(text);

  expect(hit).toMatchObject({ start: 3, end: 14 });
});

test("a strong hit says what to do, a weak one asks", () => {
  expect(guardSentence({ kind: "personal_number", strength: "strong" })).toBe(
    "Texten ser ut att innehålla ett personnummer. Ta bort det.",
  );
  expect(guardSentence({ kind: "registration_plate", strength: "weak" })).toBe(
    "Kan det här vara ett registreringsnummer? Ta bort det i så fall.",
  );
});

test("a hostile text of 100 000 signs is looked through at once", () => {
  const started = performance.now();

  guard("0".repeat(50_000) + "a.".repeat(25_000));

  expect(performance.now() - started).toBeLessThan(1_000);
});
